import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

class Totals {
    BigDecimal sum(List<BigDecimal> prices, String name, LocalDate day) {
        BigDecimal total = BigDecimal.ZERO;
        for (BigDecimal price : prices) {
            // ruleid: java-ignored-result
            total.add(price);
        }
        // ruleid: java-ignored-result
        name.trim();
        // ruleid: java-ignored-result
        day.plusDays(1);
        // ok: java-ignored-result
        total = total.add(BigDecimal.ONE);
        // ok: java-ignored-result
        prices.add(total);
        // ok: java-ignored-result
        LocalDate next = day.plusDays(1);
        // ok: java-ignored-result
        System.out.println(name.toUpperCase() + next);
        return total;
    }
}
