class Handle implements AutoCloseable {
    private boolean open = true;

    // ruleid: java-finalizer
    protected void finalize() throws Throwable {
        close();
    }

    // ok: java-finalizer
    @Override
    public void close() {
        open = false;
    }

    // ok: java-finalizer
    void finalizeOrder(String order) {
        System.out.println(order + open);
    }

    static class Inner {
        // ruleid: java-finalizer
        @Override
        protected void finalize() {
            System.out.println("gone");
        }
    }
}
