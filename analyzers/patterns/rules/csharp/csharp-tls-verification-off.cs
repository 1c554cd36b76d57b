using System.Net;
using System.Net.Http;

class Client
{
    HttpClient Open()
    {
        var handler = new HttpClientHandler();
        // ruleid: csharp-tls-verification-off
        handler.ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => true;
        // ruleid: csharp-tls-verification-off
        ServicePointManager.ServerCertificateValidationCallback += (sender, cert, chain, errors) => true;
        return new HttpClient(handler);
    }

    HttpClient Any()
    {
        var handler = new HttpClientHandler();
        // ruleid: csharp-tls-verification-off
        handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        return new HttpClient(handler);
    }

    HttpClient Pinned(string expected)
    {
        var handler = new HttpClientHandler();
        // ok: csharp-tls-verification-off
        handler.ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => cert.Thumbprint == expected;
        // ok: csharp-tls-verification-off
        handler.CheckCertificateRevocationList = true;
        return new HttpClient(handler);
    }
}
