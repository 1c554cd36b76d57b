using System.Xml;

class Imports
{
    void Load(string path)
    {
        var document = new XmlDocument();
        // ruleid: csharp-xml-external-entities
        document.XmlResolver = new XmlUrlResolver();
        document.Load(path);
        // ruleid: csharp-xml-external-entities
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse };
        Read(XmlReader.Create(path, settings));
    }

    void LoadSafely(string path)
    {
        // ok: csharp-xml-external-entities
        var document = new XmlDocument { XmlResolver = null };
        document.Load(path);
        // ok: csharp-xml-external-entities
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
        Read(XmlReader.Create(path, settings));
        // ok: csharp-xml-external-entities
        var skipping = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore };
        Read(XmlReader.Create(path, skipping));
    }
}
