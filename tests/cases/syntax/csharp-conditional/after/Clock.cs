public class Clock
#if WATCH
    : Watch
#endif
{
#if WATCH
    public override int Hour()
#else
    public int Hour()
#endif
    {
        return 1;
    }
}
