using System;
using System.IO;

class Orders
{
    void Save(Order order)
    {
        try { store.Put(order); }
        // ruleid: csharp-empty-catch
        catch (Exception) { }

        try { store.Flush(); }
        // ruleid: csharp-empty-catch
        catch
        {
        }
    }

    void Right(Order order)
    {
        try { store.Put(order); }
        // ok: csharp-empty-catch
        catch (Exception e) { log.Error(e); }

        try { File.Delete(order.Draft); }
        // ok: csharp-empty-catch
        catch (FileNotFoundException) { }

        try { cache.Put(order); }
        // ok: csharp-empty-catch
        catch (Exception)
        {
            // The cache is filled again at the next read.
        }
    }
}
