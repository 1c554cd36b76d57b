import java.util.List;
import java.util.regex.Pattern;

class Numbers {
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    int count(List<String> lines, List<String> words, String all) {
        int found = 0;
        for (String line : lines) {
            // ruleid: java-regex-in-loop
            if (Pattern.compile("^\\s*\\d+").matcher(line).find()) {
                found++;
            }
            // ruleid: java-regex-in-loop
            if (line.matches("[a-z]+")) {
                found++;
            }
            // ok: java-regex-in-loop
            if (DIGITS.matcher(line).find()) {
                found++;
            }
        }
        for (String word : words) {
            // ok: java-regex-in-loop
            if (Pattern.compile(word).matcher(all).find()) {
                found++;
            }
        }
        // ok: java-regex-in-loop
        return all.matches("[a-z]+") ? found : 0;
    }
}
