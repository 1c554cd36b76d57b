using System;
using System.Security.Cryptography;

class Sessions
{
    string Start(Random random)
    {
        // ruleid: csharp-predictable-token
        var token = new Random().Next().ToString("x");
        // ruleid: csharp-predictable-token
        string resetToken = random.Next(100000, 999999).ToString();
        return token + resetToken;
    }

    string Safe(Random random)
    {
        // ok: csharp-predictable-token
        var token = RandomNumberGenerator.GetHexString(32);
        // ok: csharp-predictable-token
        var delay = random.Next(100);
        return token + delay;
    }
}
