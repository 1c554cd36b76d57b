class Charge {
    boolean charge(Gateway gateway) {
        boolean done = false;
        try {
            gateway.charge();
            done = true;
        } finally {
            gateway.close();
            // ruleid: java-return-in-finally
            return done;
        }
    }

    String read(Gateway gateway) {
        try {
            return gateway.read();
        } catch (IllegalStateException error) {
            throw error;
        } finally {
            // ruleid: java-return-in-finally
            return "";
        }
    }

    String right(Gateway gateway) {
        try {
            // ok: java-return-in-finally
            return gateway.read();
        } finally {
            gateway.close();
        }
    }

    boolean after(Gateway gateway) {
        try {
            gateway.charge();
        } finally {
            gateway.close();
        }
        // ok: java-return-in-finally
        return true;
    }

    interface Gateway {
        void charge();

        String read();

        void close();
    }
}
