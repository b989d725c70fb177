namespace IotLink.Core.Products;

/// <summary>
/// One reading's values by slot. Numbers lie in one array, where NaN means absent (no device value is ever NaN: it is made absent
/// on entry), so that rules and formulas run over a span of doubles. A boolean is 0 or 1; a text leaves NaN in its number.
/// Reused from reading to reading; not safe for several threads.
/// </summary>
public sealed class MetricValues
{
    private double[] _numbers = [];
    private MetricKind[] _kinds = [];
    private string?[]? _texts;

    public MetricValues(MetricSchema schema)
    {
        Schema = schema;
        Grow();
    }

    public MetricSchema Schema { get; private set; }

    /// <summary>How many metrics are present.</summary>
    public int Count { get; private set; }

    /// <summary>Numbers by slot, NaN where absent or text. At least as long as the schema was at the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<double> Numbers => _numbers;

    /// <summary>Highest slot in use plus one: the range worth looking through.</summary>
    public int Extent { get; private set; }

    public MetricKind KindOf(int slot) => slot < _kinds.Length ? _kinds[slot] : MetricKind.Absent;

    public double NumberAt(int slot) => slot < _numbers.Length ? _numbers[slot] : double.NaN;

    public string? TextAt(int slot) => _texts is not null && slot < _texts.Length ? _texts[slot] : null;

    public void SetNumber(int slot, double value)
    {
        if (!double.IsFinite(value)) Remove(slot);
        else Set(slot, MetricKind.Number, value);
    }

    public void SetBoolean(int slot, bool value) => Set(slot, MetricKind.Boolean, value ? 1 : 0);

    public void SetText(int slot, string value)
    {
        Set(slot, MetricKind.Text, double.NaN);
        _texts ??= new string?[_numbers.Length];
        if (_texts.Length < _numbers.Length) Array.Resize(ref _texts, _numbers.Length);
        _texts[slot] = value;
    }

    public void Remove(int slot)
    {
        if (KindOf(slot) == MetricKind.Absent) return;
        _kinds[slot] = MetricKind.Absent;
        _numbers[slot] = double.NaN;
        Count--;
    }

    /// <summary>Empties it for the next reading, of this or another product.</summary>
    public void Clear(MetricSchema? schema = null)
    {
        if (schema is not null) Schema = schema;
        var used = Extent;
        Array.Fill(_numbers, double.NaN, 0, used);
        Array.Clear(_kinds, 0, used);
        if (_texts is not null) Array.Clear(_texts, 0, Math.Min(used, _texts.Length));
        (Count, Extent) = (0, 0);
        if (_numbers.Length < Schema.Count) Grow();
    }

    public void CopyTo(MetricValues other)
    {
        other.Clear(Schema);
        for (var slot = 0; slot < Extent; slot++)
        {
            if (_kinds[slot] == MetricKind.Absent) continue;
            if (_kinds[slot] == MetricKind.Text) other.SetText(slot, _texts![slot]!);
            else other.Set(slot, _kinds[slot], _numbers[slot]);
        }
    }

    private void Set(int slot, MetricKind kind, double value)
    {
        if (slot >= _numbers.Length) Grow();
        if (_kinds[slot] == MetricKind.Absent) Count++;
        _kinds[slot] = kind;
        _numbers[slot] = value;
        if (slot >= Extent) Extent = slot + 1;
    }

    private void Grow()
    {
        var old = _numbers.Length;
        var size = Math.Min(MetricSchema.MaxMetrics, Math.Max(16, Schema.Count + 8));
        if (size <= old) return;
        Array.Resize(ref _numbers, size);
        Array.Resize(ref _kinds, size);
        Array.Fill(_numbers, double.NaN, old, size - old);
    }
}
