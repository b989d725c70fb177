using System.Globalization;
using System.Text.RegularExpressions;

namespace IotLink.Core.Products;

/// <summary>Writes numbers the way a template asks.</summary>
internal static partial class NumberText
{
    public static bool IsPattern(string pattern) => Patterns().IsMatch(pattern);

    /// <param name="pattern">null: the shortest text that reads back as the same number.</param>
    public static string Write(double value, string? pattern)
    {
        if (pattern is null) return value.ToString(CultureInfo.InvariantCulture);
        if (pattern[0] is not ('x' or 'X' or 'd' or 'D')) return value.ToString(pattern, CultureInfo.InvariantCulture);
        return Math.Abs(value) < long.MaxValue ? ((long)value).ToString(pattern, CultureInfo.InvariantCulture) : "";
    }

    [GeneratedRegex(@"^([xXdD]\d{0,2}|[0#]{1,15}(\.[0#]{1,10})?)$")]
    private static partial Regex Patterns();
}
