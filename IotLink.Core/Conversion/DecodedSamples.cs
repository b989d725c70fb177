using IotLink.Core.Products;

namespace IotLink.Core.Conversion;

/// <summary>
/// What a payload gives beside its main reading: the time it names, and readings of its own for the elements of a list. Reused from
/// payload to payload; not for several threads.
/// </summary>
public sealed class DecodedSamples
{
    private const int Kept = 64;
    private readonly List<DecodedSample> _all = [];
    private int _used;
    private DecodedSample? _open;

    /// <summary>Seconds since 1970; NaN when the payload names no time.</summary>
    public double Time { get; private set; } = double.NaN;

    public ReadOnlySpan<DecodedSample> All => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_all)[.._used];

    public void Clear()
    {
        (Time, _open) = (double.NaN, null);
        if (_used == 0) return;
        _used = 0;
        if (_all.Count > Kept) _all.RemoveRange(Kept, _all.Count - Kept);
    }

    /// <summary>Where the metrics of the next element go; null when there are too many.</summary>
    internal MetricValues? Begin(MetricSchema schema)
    {
        if (_used == SpecLimits.Samples) return null;
        if (_used == _all.Count) _all.Add(new(schema));
        _open = _all[_used++];
        _open.Values.Clear(schema);
        (_open.Time, _open.Ago) = (double.NaN, double.NaN);
        return _open.Values;
    }

    /// <summary>The element begun last is complete; one that gave nothing is taken back.</summary>
    internal void End(double time, double ago)
    {
        if (!double.IsNaN(time)) _open!.Time = time;
        _open!.Ago = ago;
        if (_open.Values.Count == 0) _used--;
        _open = null;
    }

    /// <summary>The time of the element being read, or of the whole payload.</summary>
    internal void Stamp(double time)
    {
        if (double.IsNaN(time)) return;
        if (_open is not null) _open.Time = time;
        else Time = time;
    }
}

/// <summary>An element that is a reading of its own.</summary>
public sealed class DecodedSample(MetricSchema schema)
{
    public MetricValues Values { get; } = new(schema);

    /// <summary>Seconds since 1970; NaN when not known.</summary>
    public double Time { get; internal set; } = double.NaN;

    /// <summary>Seconds before the main reading; NaN when not known.</summary>
    public double Ago { get; internal set; } = double.NaN;
}
