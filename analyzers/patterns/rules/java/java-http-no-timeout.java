import java.net.http.HttpClient;
import java.time.Duration;

class Clients {
    // ruleid: java-http-no-timeout
    private final HttpClient first = HttpClient.newHttpClient();
    // ruleid: java-http-no-timeout
    private final HttpClient second = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    // ok: java-http-no-timeout
    private final HttpClient third = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    // ok: java-http-no-timeout
    private final HttpClient fourth =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).connectTimeout(Duration.ofSeconds(3)).build();
}
