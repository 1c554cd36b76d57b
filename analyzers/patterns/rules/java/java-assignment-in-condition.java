class Access {
    boolean allowed;

    void grant(boolean open, String line) {
        // ruleid: java-assignment-in-condition
        if (allowed = true) {
            System.out.println("granted");
        }
        // ruleid: java-assignment-in-condition
        while (open = false) {
            System.out.println("waiting");
        }
        // ok: java-assignment-in-condition
        if (allowed == true) {
            System.out.println("granted");
        }
        // ok: java-assignment-in-condition
        if (allowed && !open) {
            allowed = true;
        }
        // ok: java-assignment-in-condition
        System.out.println(line);
    }
}
