using System;
using System.Threading.Tasks;

class Orders
{
    // ruleid: csharp-async-void
    private async void Save(Order order)
    {
        await store.Put(order);
    }

    // ruleid: csharp-async-void
    public async void Refresh()
    {
        await Load();
    }

    // ok: csharp-async-void
    public async Task SaveAsync(Order order)
    {
        await store.Put(order);
    }

    // ok: csharp-async-void
    private async void Button_Click(object sender, EventArgs e)
    {
        await Load();
    }

    // ok: csharp-async-void
    private async void Tick(object state)
    {
        await Load();
    }

    // ok: csharp-async-void
    private readonly Func<int, bool> even = n => n % 2 == 0;

    // ok: csharp-async-void
    public void Reset()
    {
        count = 0;
    }
}
