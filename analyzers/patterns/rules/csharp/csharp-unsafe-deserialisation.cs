using System.IO;
using System.Runtime.Serialization.Formatters.Binary;
using System.Text.Json;

class Carts
{
    Cart Load(Stream stream)
    {
        // ruleid: csharp-unsafe-deserialisation
        var formatter = new BinaryFormatter();
        return (Cart)formatter.Deserialize(stream);
    }

    Cart Parse(string text)
    {
        // ruleid: csharp-unsafe-deserialisation
        var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All };
        return JsonConvert.DeserializeObject<Cart>(text, settings);
    }

    Cart Safe(Stream stream)
    {
        // ok: csharp-unsafe-deserialisation
        var settings = new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore };
        // ok: csharp-unsafe-deserialisation
        return JsonSerializer.Deserialize<Cart>(stream);
    }
}
