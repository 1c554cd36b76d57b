import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.Date;

class Days {
    // ruleid: java-shared-date-format
    private static final DateFormat DAY = new SimpleDateFormat("yyyy-MM-dd");
    // ruleid: java-shared-date-format
    static SimpleDateFormat hour = new SimpleDateFormat("HH");
    // ok: java-shared-date-format
    private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_LOCAL_DATE;
    // ok: java-shared-date-format
    private static final ThreadLocal<DateFormat> LOCAL = ThreadLocal.withInitial(() -> new SimpleDateFormat("HH"));

    String day(Date date) {
        // ok: java-shared-date-format
        DateFormat format = new SimpleDateFormat("yyyy-MM-dd");
        return format.format(date);
    }
}
