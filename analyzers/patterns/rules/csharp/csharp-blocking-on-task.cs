using System.Net.Http;
using System.Threading.Tasks;

class Pages
{
    public async Task<string> Title(HttpClient client, string url)
    {
        // ruleid: csharp-blocking-on-task
        var page = client.GetStringAsync(url).Result;
        // ruleid: csharp-blocking-on-task
        store.SaveAsync(page).Wait();
        return await Parse(page);
    }

    public IActionResult Show(string url)
    {
        // ruleid: csharp-blocking-on-task
        return Content(client.GetStringAsync(url).GetAwaiter().GetResult());
    }

    public async Task<string> Right(HttpClient client, string url)
    {
        // ok: csharp-blocking-on-task
        var page = await client.GetStringAsync(url);
        // ok: csharp-blocking-on-task
        return report.Create(page).Result;
    }

    static void Main(string[] args)
    {
        // ok: csharp-blocking-on-task
        new Pages().RunAsync(args).GetAwaiter().GetResult();
    }
}
