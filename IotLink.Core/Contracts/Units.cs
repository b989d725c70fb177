using IotLink.Core.Expressions;

namespace IotLink.Core.Contracts;

/// <summary>Units that devices measure in, as far as it takes to say that two are the same, or how to get from one to the other.</summary>
internal static class Units
{
    /// <summary>What is measured, and <c>base = factor * value + offset</c>.</summary>
    private static readonly Dictionary<string, (string Quantity, double Factor, double Offset)> Known = Table();

    public static bool AreSame(string a, string b) =>
        a == b || (Known.TryGetValue(a, out var x) && Known.TryGetValue(b, out var y) && x == y);

    /// <returns><c>value * 1.8 + 32</c>; null when they measure different things or one is not known.</returns>
    public static string? Conversion(string from, string to)
    {
        if (!Known.TryGetValue(from, out var a) || !Known.TryGetValue(to, out var b) || a.Quantity != b.Quantity) return null;
        var (factor, offset) = (Math.Round(a.Factor / b.Factor, 10), Math.Round((a.Offset - b.Offset) / b.Factor, 10));
        var text = factor == 1 ? "value" : $"value * {ExpressionPrinter.Number(factor)}";
        return offset == 0 ? text : $"{text} {(offset < 0 ? "-" : "+")} {ExpressionPrinter.Number(Math.Abs(offset))}";
    }

    private static Dictionary<string, (string, double, double)> Table()
    {
        var table = new Dictionary<string, (string, double, double)>(StringComparer.Ordinal);
        Add("temperature", 1, 0, "degC", "C", "°C", "℃", "celsius");
        Add("temperature", 5 / 9.0, -160 / 9.0, "degF", "F", "°F", "℉", "fahrenheit");
        Add("temperature", 1, -273.15, "K", "kelvin");
        Add("pressure", 1, 0, "Pa");
        Add("pressure", 100, 0, "hPa", "mbar");
        Add("pressure", 1e3, 0, "kPa");
        Add("pressure", 1e6, 0, "MPa");
        Add("pressure", 1e5, 0, "bar");
        Add("pressure", 6894.757293, 0, "psi");
        Add("voltage", 1, 0, "V", "volt");
        Add("voltage", 1e-3, 0, "mV");
        Add("voltage", 1e-6, 0, "uV", "µV");
        Add("current", 1, 0, "A", "ampere");
        Add("current", 1e-3, 0, "mA");
        Add("current", 1e-6, 0, "uA", "µA");
        Add("power", 1, 0, "W");
        Add("power", 1e3, 0, "kW");
        Add("energy", 1, 0, "Wh");
        Add("energy", 1e3, 0, "kWh");
        Add("length", 1, 0, "m");
        Add("length", 1e-2, 0, "cm");
        Add("length", 1e-3, 0, "mm");
        Add("length", 1e3, 0, "km");
        Add("speed", 1, 0, "m/s");
        Add("speed", 1e-3, 0, "mm/s");
        Add("speed", 1 / 3.6, 0, "km/h");
        Add("time", 1, 0, "s");
        Add("time", 1e-3, 0, "ms");
        Add("time", 60, 0, "min");
        Add("time", 3600, 0, "h");
        Add("rotation", 1, 0, "rpm", "1/min");
        Add("rotation", 60, 0, "Hz", "1/s");
        Add("share", 1, 0, "%", "percent");
        Add("share", 1e-4, 0, "ppm");
        Add("share", 1e-7, 0, "ppb");
        Add("density", 1, 0, "ug/m3", "µg/m³", "ug/m³");
        Add("density", 1e3, 0, "mg/m3", "mg/m³");
        Add("angle", 1, 0, "deg", "°");
        Add("angle", 180 / Math.PI, 0, "rad");
        return table;

        void Add(string quantity, double factor, double offset, params string[] names)
        {
            foreach (var name in names) table[name] = (quantity, factor, offset);
        }
    }
}
