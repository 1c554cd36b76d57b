import java.util.regex.Pattern;

class Words {
    // ruleid: java-catastrophic-regex
    private static final Pattern WORDS = Pattern.compile("^([a-z]+)*$");
    // ok: java-catastrophic-regex
    private static final Pattern NAME = Pattern.compile("^[a-z]+$");

    boolean check(String text) {
        // ruleid: java-catastrophic-regex
        if (text.matches("^(a+)+$")) {
            return true;
        }
        // ok: java-catastrophic-regex
        if (text.matches("^[a-z]+(-[a-z]+)*$")) {
            return true;
        }
        return WORDS.matcher(text).matches() || NAME.matcher(text).matches();
    }
}
