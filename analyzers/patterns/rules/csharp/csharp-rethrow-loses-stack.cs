using System;

class Orders
{
    void Save(Order order)
    {
        try
        {
            store.Put(order);
        }
        catch (StoreException e)
        {
            log.Error(e);
            // ruleid: csharp-rethrow-loses-stack
            throw e;
        }
    }

    void Right(Order order)
    {
        try
        {
            store.Put(order);
        }
        catch (StoreException e)
        {
            log.Error(e);
            // ok: csharp-rethrow-loses-stack
            throw;
        }
    }

    void Wrapped(Order order)
    {
        try
        {
            store.Put(order);
        }
        catch (StoreException e)
        {
            // ok: csharp-rethrow-loses-stack
            throw new OrderException("not saved", e);
        }
    }
}
