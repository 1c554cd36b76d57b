using System.Diagnostics;
using System.IO;
using Microsoft.AspNetCore.Mvc;

public class ImagesController : Controller
{
    public IActionResult Convert()
    {
        // ruleid: csharp-command-injection
        Process.Start("cmd.exe", "/c convert " + Request.Query["file"]);
        return Ok();
    }

    public IActionResult Identify(string file)
    {
        var start = new ProcessStartInfo();
        start.FileName = "identify";
        // ruleid: csharp-command-injection
        start.Arguments = "-verbose " + file;
        Process.Start(start);
        return Ok();
    }

    public IActionResult Safe(string file)
    {
        var start = new ProcessStartInfo("identify");
        // ok: csharp-command-injection
        start.ArgumentList.Add(Path.GetFileName(file));
        // ok: csharp-command-injection
        Process.Start("convert", "--version");
        return Ok();
    }
}
