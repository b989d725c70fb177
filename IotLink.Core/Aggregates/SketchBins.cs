namespace IotLink.Core.Aggregates;

/// <summary>
/// Counts by bin. Of more than <see cref="Widest"/> bins the lowest go together into the lowest kept, which depends on the highest bin
/// alone and so not on the order of arrival; that many span seventeen powers of ten.
/// </summary>
internal sealed class SketchBins
{
    public const int Widest = 2048;

    private long[] _counts = [];
    private int _first;
    private int _lowest = int.MaxValue;
    private int _highest = int.MinValue;

    public long Total { get; private set; }

    /// <summary>Bins that are not empty, ascending.</summary>
    public IEnumerable<(int Bin, long Count)> Filled()
    {
        for (var bin = _lowest; bin <= _highest; bin++)
        {
            if (_counts[bin - _first] is var count and > 0) yield return (bin, count);
        }
    }

    public void Add(int bin, long count)
    {
        if (count == 0) return;
        if (_highest != int.MinValue) bin = Math.Max(bin, _highest - Widest + 1);
        if (bin < _lowest || bin > _highest) Reach(bin);
        _counts[bin - _first] += count;
        Total += count;
    }

    public void Add(SketchBins other)
    {
        // The highest first: it decides what goes together.
        for (var bin = other._highest; bin >= other._lowest; bin--) Add(bin, other._counts[bin - other._first]);
    }

    /// <summary>The bin of the value at this rank, 0 for the smallest.</summary>
    public int At(long rank)
    {
        foreach (var (bin, count) in Filled())
        {
            rank -= count;
            if (rank < 0) return bin;
        }

        return _highest;
    }

    private void Reach(int bin)
    {
        var (lowest, highest) = (Math.Min(_lowest, bin), Math.Max(_highest, bin));
        var kept = Math.Max(lowest, highest - Widest + 1);
        if (kept < _first || highest >= _first + _counts.Length) Grow(kept, highest);
        for (var gone = _lowest; gone < kept && gone <= _highest; gone++)
        {
            _counts[kept - _first] += _counts[gone - _first];
            _counts[gone - _first] = 0;
        }

        (_lowest, _highest) = (kept, highest);
    }

    private void Grow(int kept, int highest)
    {
        // Room to both sides, so that bins that come one after the other do not each make a new array.
        var air = 8 + ((highest - kept) / 2);
        var first = Math.Min(kept, _lowest) - air;
        var counts = new long[highest - first + 1 + air];
        if (_highest >= _lowest) Array.Copy(_counts, _lowest - _first, counts, _lowest - first, _highest - _lowest + 1);
        (_counts, _first) = (counts, first);
    }
}
