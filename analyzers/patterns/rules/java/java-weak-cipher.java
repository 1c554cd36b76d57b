import javax.crypto.Cipher;

class Vault {
    void ciphers() throws Exception {
        // ruleid: java-weak-cipher
        Cipher first = Cipher.getInstance("AES");
        // ruleid: java-weak-cipher
        Cipher second = Cipher.getInstance("AES/ECB/PKCS5Padding");
        // ruleid: java-weak-cipher
        Cipher third = Cipher.getInstance("DES/CBC/PKCS5Padding");
        // ok: java-weak-cipher
        Cipher fourth = Cipher.getInstance("AES/GCM/NoPadding");
        // ok: java-weak-cipher
        Cipher fifth = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        System.out.println(first + " " + second + third + fourth + fifth);
    }
}
