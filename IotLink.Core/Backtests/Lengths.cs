namespace IotLink.Core.Backtests;

/// <summary>
/// How long alarms last, in bounded memory: the median is of a sample that every one of them had the same chance to be in. Deterministic.
/// </summary>
internal sealed class Lengths
{
    private const int Most = 4096;
    private readonly List<TimeSpan> _sample = [];
    private ulong _seed = 0x9E3779B97F4A7C15;
    private long _count;

    public TimeSpan? Longest { get; private set; }

    public TimeSpan? Median
    {
        get
        {
            if (_sample.Count == 0) return null;
            _sample.Sort();
            var half = _sample.Count / 2;
            return _sample.Count % 2 == 1 ? _sample[half] : (_sample[half - 1] + _sample[half]) / 2;
        }
    }

    public void Add(TimeSpan length)
    {
        if (length < TimeSpan.Zero) length = TimeSpan.Zero;
        if (!(Longest >= length)) Longest = length;
        _count++;
        if (_sample.Count < Most) _sample.Add(length);
        else if (Next() % (ulong)_count is < Most and var place) _sample[(int)place] = length;
    }

    private ulong Next()
    {
        _seed ^= _seed << 13;
        _seed ^= _seed >> 7;
        return _seed ^= _seed << 17;
    }
}
