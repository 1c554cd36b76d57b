using System.Net.Http;
using System.Threading.Tasks;

class Pages
{
    private static readonly HttpClient shared = new HttpClient();

    public async Task<string> Load(string url)
    {
        // ruleid: csharp-client-per-request
        using (var client = new HttpClient())
        {
            return await client.GetStringAsync(url);
        }
    }

    public async Task<string> Again(string url)
    {
        // ruleid: csharp-client-per-request
        using var client = new HttpClient();
        return await client.GetStringAsync(url);
    }

    public async Task<string> Right(string url)
    {
        // ok: csharp-client-per-request
        using var reply = await shared.GetAsync(url);
        return await reply.Content.ReadAsStringAsync();
    }
}
