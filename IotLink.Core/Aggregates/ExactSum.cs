namespace IotLink.Core.Aggregates;

/// <summary>
/// A sum without rounding: the same numbers give the same sum in whatever order they come and however they were summed in between.
/// Kept as a few doubles that do not overlap (Shewchuk 1997), rounded once when asked. For numbers up to 1e300.
/// </summary>
public sealed class ExactSum
{
    private double[] _parts = new double[4];
    private int _count;

    /// <summary>The sum, rounded once to the nearest double, ties to even.</summary>
    public double Value
    {
        get
        {
            if (_count == 0) return 0;
            var left = _count - 1;
            var (high, low) = (_parts[left], 0d);
            while (left > 0 && low == 0) (high, low) = Two(high, _parts[--left]);
            // Half way between two doubles what is further below decides.
            if (left > 0 && ((low < 0 && _parts[left - 1] < 0) || (low > 0 && _parts[left - 1] > 0)))
            {
                var (twice, up) = (low * 2, high + (low * 2));
                if (up - high == twice) high = up;
            }

            return high;
        }
    }

    public void Add(double number)
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            (number, var rest) = Two(number, _parts[i]);
            if (rest != 0) _parts[kept++] = rest;
        }

        _count = kept;
        if (number == 0) return;
        if (_count == _parts.Length) Array.Resize(ref _parts, _count * 2);
        _parts[_count++] = number;
    }

    /// <summary>Adds <paramref name="a"/> times <paramref name="b"/>, without rounding the product.</summary>
    public void AddProduct(double a, double b)
    {
        var product = a * b;
        Add(product);
        Add(Math.FusedMultiplyAdd(a, b, -product));
    }

    public void Add(ExactSum other)
    {
        for (var i = 0; i < other._count; i++) Add(other._parts[i]);
    }

    /// <summary>The sum in the one form it has: each part is the rest of the sum, rounded; largest first. Empty for zero.</summary>
    public double[] Parts()
    {
        var (rest, parts) = (new ExactSum(), new List<double>());
        rest.Add(this);
        while (rest.Value is var part && part != 0)
        {
            parts.Add(part);
            rest.Add(-part);
        }

        return [.. parts];
    }

    /// <summary>The sum of two numbers and what rounding took from it.</summary>
    private static (double Sum, double Lost) Two(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }
}
