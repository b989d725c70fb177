namespace IotLink.Core.Expressions;

/// <summary>
/// What operators and functions mean, for the compiled and the interpreted form alike. Everything is a double: true is 1, false is 0,
/// NaN is "not known" and spreads, except where the rest decides anyway (<c>false and unknown</c> is false). What has no value, such as
/// a division by zero or the logarithm of 0, is not known either; nothing throws.
/// </summary>
internal static class ExpressionMath
{
    public static double Truth(double x) => x == 0 ? 0 : double.IsNaN(x) ? x : 1;

    public static bool IsTrue(double x) => x < 0 || x > 0;

    public static bool IsFalse(double x) => x == 0;

    public static bool Differ(double a, double b) => a < b || a > b;

    public static double Not(double x) => 1 - x;

    public static double Or(double a, double b) => a == 1 || b == 1 ? 1 : a + b;

    public static double And(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    public static double Equal(double a, double b) => a == b ? 1 : Known(a, b);

    public static double NotEqual(double a, double b) => Differ(a, b) ? 1 : Known(a, b);

    public static double Less(double a, double b) => a < b ? 1 : Known(a, b);

    public static double LessOrEqual(double a, double b) => a <= b ? 1 : Known(a, b);

    public static double Greater(double a, double b) => a > b ? 1 : Known(a, b);

    public static double GreaterOrEqual(double a, double b) => a >= b ? 1 : Known(a, b);

    public static double Equal(string? a, string? b) => a is null || b is null ? double.NaN : string.Equals(a, b, StringComparison.Ordinal) ? 1 : 0;

    public static double NotEqual(string? a, string? b) => Not(Equal(a, b));

    public static double Choose(double condition, double a, double b) => condition == 0 ? b : double.IsNaN(condition) ? condition : a;

    public static string? Choose(double condition, string? a, string? b) => condition == 0 ? b : double.IsNaN(condition) ? null : a;

    /// <summary>Real division: 7 / 2 is 3.5.</summary>
    public static double Divide(double a, double b) => b == 0 ? double.NaN : a / b;

    /// <summary>Towards minus infinity, as in KSY: -7 // 2 is -4.</summary>
    public static double FloorDivide(double a, double b) => b == 0 ? double.NaN : Math.Floor(a / b);

    /// <summary>What <see cref="FloorDivide"/> leaves, with the divisor's sign: -7 % 3 is 2.</summary>
    public static double Modulo(double a, double b)
    {
        if (b == 0) return double.NaN;
        var rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    /// <summary>Bit operators work on 64-bit integers; fractions are cut off. Numbers hold 53 bits exactly.</summary>
    public static double BitOr(double a, double b) => Unknown(a, b) ? double.NaN : (long)a | (long)b;

    public static double BitXor(double a, double b) => Unknown(a, b) ? double.NaN : (long)a ^ (long)b;

    public static double BitAnd(double a, double b) => Unknown(a, b) ? double.NaN : (long)a & (long)b;

    public static double ShiftLeft(double a, double b) => Unknown(a, b) || b < 0 ? double.NaN : b >= 64 ? 0 : (long)a << (int)b;

    public static double ShiftRight(double a, double b) => Unknown(a, b) || b < 0 ? double.NaN : (long)a >> (int)Math.Min(b, 63);

    public static double Complement(double x) => double.IsNaN(x) ? x : ~(long)x;

    public static double Abs(double x) => Math.Abs(x);

    public static double Min(double a, double b) => Math.Min(a, b);

    public static double Max(double a, double b) => Math.Max(a, b);

    /// <summary>Limits the wrong way round have no meaning: not known.</summary>
    public static double Clamp(double x, double low, double high) => low <= high ? Math.Min(Math.Max(x, low), high) : double.NaN;

    /// <summary>Half away from zero.</summary>
    public static double Round(double x) => Math.Round(x, MidpointRounding.AwayFromZero);

    /// <param name="digits">0 to 15 after the point.</param>
    public static double Round(double x, double digits) =>
        digits is >= 0 and <= 15 ? Math.Round(x, (int)digits, MidpointRounding.AwayFromZero) : double.NaN;

    public static double Floor(double x) => Math.Floor(x);

    public static double Ceil(double x) => Math.Ceiling(x);

    public static double Sqrt(double x) => Math.Sqrt(x);

    public static double Pow(double x, double power) => double.IsNaN(x) ? x : Finite(Math.Pow(x, power));

    public static double Ln(double x) => Finite(Math.Log(x));

    public static double Log10(double x) => Finite(Math.Log10(x));

    public static double Exp(double x) => Finite(Math.Exp(x));

    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    public static double Trunc(double x) => Math.Truncate(x);

    public static double Sin(double x) => Math.Sin(x);

    public static double Cos(double x) => Math.Cos(x);

    public static double Tan(double x) => Math.Tan(x);

    public static double Asin(double x) => Math.Asin(x);

    public static double Acos(double x) => Math.Acos(x);

    public static double Atan(double x) => Math.Atan(x);

    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    public static double Deg(double radians) => radians * 180 / Math.PI;

    public static double Rad(double degrees) => degrees * Math.PI / 180;

    /// <summary>How many bits of the whole number are 1.</summary>
    public static double Popcount(double x) => double.IsNaN(x) ? x : System.Numerics.BitOperations.PopCount((ulong)(long)x);

    public static double Date(double year, double month, double day) => Date(year, month, day, 0, 0, 0);

    public static double Date(double year, double month, double day, double hour) => Date(year, month, day, hour, 0, 0);

    public static double Date(double year, double month, double day, double hour, double minute) => Date(year, month, day, hour, minute, 0);

    /// <summary>Seconds since 1970; a year below 100 counts from 2000. What is no date is not known.</summary>
    public static double Date(double year, double month, double day, double hour, double minute, double second)
    {
        if (year is >= 0 and < 100) year += 2000;
        if (!(year is >= 1 and < 10_000 && month is >= 1 and < 13 && day >= 1 && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60)) return double.NaN;
        if (!(day < DateTime.DaysInMonth((int)year, (int)month) + 1)) return double.NaN;
        var date = new DateTime((int)year, (int)month, (int)day, (int)hour, (int)minute, 0, DateTimeKind.Utc);
        return ((date - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond) + second;
    }

    private static double Known(double a, double b) => Unknown(a, b) ? double.NaN : 0;

    private static bool Unknown(double a, double b) => double.IsNaN(a) || double.IsNaN(b);

    private static double Finite(double x) => double.IsFinite(x) ? x : double.NaN;
}
