using System.Globalization;
using IotLink.Core.Conversion.Envelope;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Tables;

/// <summary>Turns the texts and numbers of JSON and CSV into metrics.</summary>
internal sealed class TextValues
{
    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = "," };
    private readonly TextMetric _metric;
    private readonly ValuePlan _plan;

    public TextValues(TextMetric metric)
    {
        _metric = metric;
        _plan = new() { Field = metric.Shape, Kind = NameKind.Number, Targets = [], Absent = [.. metric.Shape.Absent] };
    }

    public TextMetric Metric => _metric;

    public bool TrySet(MetricValues values, int slot, string text, bool comma)
    {
        if (_metric.Shape.AbsentTexts.Contains(text)) return true;
        switch (_metric.Kind)
        {
            case MetricKind.Number:
                if (!double.TryParse(text, NumberStyles.Float, comma ? Comma : NumberFormatInfo.InvariantInfo, out var number)) return false;
                SetNumber(values, slot, number);
                return true;
            case MetricKind.Boolean:
                var flag = text is "1";
                if (!flag && text is not "0" && !bool.TryParse(text, out flag)) return false;
                values.SetBoolean(slot, flag);
                return true;
            default:
                if (text.Length > MetricsReader.MaxText) return false;
                values.SetText(slot, text);
                return true;
        }
    }

    public void SetNumber(MetricValues values, int slot, double number)
    {
        if (!double.IsFinite(number) || _plan.IsAbsent(number)) return;
        var value = _plan.Shape(number);
        if (_metric.Shape.Enum is not { } names) values.SetNumber(slot, value);
        else if (names.NameOf(value) is { } name) values.SetText(slot, name);
    }

    /// <returns>false when it is no time.</returns>
    public static bool TryTime(string text, TextTime form, out DateTimeOffset time)
    {
        if (form.Pattern is { } pattern)
        {
            if (!DateTime.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var local))
            {
                time = default;
                return false;
            }

            time = Timestamps.FromMilliseconds((local - DateTime.UnixEpoch - form.UtcOffset).TotalMilliseconds);
            return true;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            time = double.IsFinite(number) ? Timestamps.FromMilliseconds(form.InSeconds ? number * 1000 : number) : default;
            return double.IsFinite(number);
        }

        if (text.Length < 10 || text[4] != '-' || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
        {
            time = default;
            return false;
        }

        var named = text.EndsWith('Z') || text.AsSpan(10).ContainsAny('+', '-');
        time = Timestamps.FromMilliseconds((time.ToUniversalTime() - DateTimeOffset.UnixEpoch - (named ? TimeSpan.Zero : form.UtcOffset)).TotalMilliseconds);
        return true;
    }
}
