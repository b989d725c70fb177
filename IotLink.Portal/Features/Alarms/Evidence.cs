using System.Globalization;
using System.Text.RegularExpressions;

namespace IotLink.Portal.Features.Alarms;

/// <summary>The first comparison in an alarm's evidence (<c>tempC 84.6 &gt; 80</c>): which curve to draw, and where its limit lies.</summary>
public sealed partial record Evidence(string Metric, double Value, double Limit)
{
    public static Evidence? Read(string text)
    {
        var match = Comparison().Match(text);
        return match.Success
            ? new(match.Groups["metric"].Value, Number(match.Groups["value"]), Number(match.Groups["limit"]))
            : null;
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<metric>[A-Za-z_][\w.]*)\s+(?<value>-?\d+(\.\d+)?([eE][-+]?\d+)?)\s*(>=|<=|>|<|==|!=)\s*(?<limit>-?\d+(\.\d+)?([eE][-+]?\d+)?)", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Comparison();
}
