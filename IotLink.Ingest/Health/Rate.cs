namespace IotLink.Ingest.Health;

/// <summary>A counter's pace over the last ten seconds, from its totals once a second.</summary>
internal sealed class Rate(Func<long> total)
{
    private const int Seconds = 10;
    private readonly long[] _totals = new long[Seconds];
    private int _taken;

    public double PerSecond
    {
        get
        {
            var span = Math.Min(_taken, Seconds);
            return span == 0 ? 0 : (total() - _totals[(_taken - span) % Seconds]) / (double)span;
        }
    }

    public void Take()
    {
        _totals[_taken % Seconds] = total();
        _taken++;
    }
}
