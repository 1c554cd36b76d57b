public class Clock
{
    public int Hour() { return 1; }
}
