import java.math.BigDecimal;
import java.math.MathContext;

class Price {
    BigDecimal total(double amount, long cents, String text) {
        // ruleid: java-bigdecimal-from-double
        BigDecimal rate = BigDecimal.valueOf(0.19);
        // ruleid: java-bigdecimal-from-double
        BigDecimal net = BigDecimal.valueOf(amount);
        // ok: java-bigdecimal-from-double
        BigDecimal exact = new BigDecimal("0.19");
        // ok: java-bigdecimal-from-double
        BigDecimal gross = BigDecimal.valueOf(amount);
        // ok: java-bigdecimal-from-double
        BigDecimal round = new BigDecimal(100.00);
        // ok: java-bigdecimal-from-double
        BigDecimal whole = new BigDecimal(cents);
        // ok: java-bigdecimal-from-double
        BigDecimal parsed = new BigDecimal(text, MathContext.DECIMAL64);
        return rate.add(net).add(exact).add(gross).add(round).add(whole).add(parsed);
    }
}
