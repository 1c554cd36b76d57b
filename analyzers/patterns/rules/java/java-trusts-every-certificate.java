import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;

class Open implements X509TrustManager, HostnameVerifier {
    // ok: java-trusts-every-certificate
    public void checkClientTrusted(X509Certificate[] chain, String type) {
    }

    // ruleid: java-trusts-every-certificate
    public void checkServerTrusted(X509Certificate[] chain, String type) {
    }

    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    // ruleid: java-trusts-every-certificate
    public boolean verify(String host, SSLSession session) {
        return true;
    }

    void use(HttpsURLConnection connection) {
        // ruleid: java-trusts-every-certificate
        connection.setHostnameVerifier((host, session) -> true);
        // ok: java-trusts-every-certificate
        connection.setHostnameVerifier((host, session) -> host.equals("db.example.com"));
    }
}

class Pinned {
    // ok: java-trusts-every-certificate
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("no certificate");
        }
    }
}
