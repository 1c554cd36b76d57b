import java.util.List;

class Report {
    String render(List<String> rows) {
        String text = "";
        for (String row : rows) {
            // ruleid: java-string-built-in-loop
            text += row + "\n";
        }
        String line = "";
        for (int i = 0; i < rows.size(); i++) {
            // ruleid: java-string-built-in-loop
            line = line + rows.get(i);
        }
        int total = 0;
        StringBuilder builder = new StringBuilder();
        for (String row : rows) {
            String cell = "<td>";
            // ok: java-string-built-in-loop
            cell += row;
            // ok: java-string-built-in-loop
            total += row.length();
            builder.append(cell);
        }
        // ok: java-string-built-in-loop
        text += builder.toString();
        return text + line + total;
    }
}
