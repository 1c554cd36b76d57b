class Ratio {
    double ratio(double a, double b, float weight) {
        double ratio = a / b;
        // ruleid: java-nan-comparison
        if (ratio == Double.NaN) {
            return 0;
        }
        // ruleid: java-nan-comparison
        if (weight != Float.NaN) {
            ratio *= weight;
        }
        // ok: java-nan-comparison
        if (Double.isNaN(ratio)) {
            return Double.NaN;
        }
        // ok: java-nan-comparison
        return ratio == Double.MAX_VALUE ? 0 : ratio;
    }
}
