import java.util.List;

class Emit {
    void emit(String[] rows, List<String> names, StringBuilder out) {
        for (int i = 0; i <= rows.length; i++) {
            // ruleid: java-index-past-end
            out.append(rows[i]);
        }
        for (int i = 1; i <= names.size(); i++) {
            // ruleid: java-index-past-end
            out.append(names.get(i));
        }
        for (int i = 0; i < rows.length; i++) {
            // ok: java-index-past-end
            out.append(rows[i]);
        }
        for (int i = 1; i <= names.size(); i++) {
            // ok: java-index-past-end
            out.append(names.get(i - 1));
        }
        for (int i = 0; i <= rows.length; i++) {
            // ok: java-index-past-end
            out.append(i < rows.length ? rows[i] : "end");
        }
    }
}
