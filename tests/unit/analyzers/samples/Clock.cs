using System;
using System.Collections.Generic;

namespace Time
{
    public class Clock
    {
        private readonly List<Action<int>> listeners = new List<Action<int>>();

        public int Hour { get; private set; } = 0;

        public void Tick(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                Hour = (Hour + 1) % 24;
                foreach (var listener in listeners)
                {
                    listener(Hour);
                }
            }
            Console.WriteLine($"it is {Hour}");
            int[] marks = { 1, 2, 3 };
        }
    }
}
