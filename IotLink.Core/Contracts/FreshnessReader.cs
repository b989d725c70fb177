using System.Globalization;
using IotLink.Core.Documents;

namespace IotLink.Core.Contracts;

/// <summary>Reads ODCS's <c>slaProperties</c>. <c>freshness</c> is watched; the others are agreements between people.</summary>
internal static class FreshnessReader
{
    internal static readonly string[] Passed = ["valueExt", "driver", "description", "scheduler", "schedule"];

    public static void Read(DocumentMap map, ContractReading reading)
    {
        var everywhere = map.Text("slaDefaultElement");
        foreach (var sla in map.Maps("slaProperties"))
        {
            var (id, property) = (sla.Text("id"), sla.Text("property", required: true));
            var value = sla.Node("value", required: true);
            var (unit, element) = (sla.Text("unit"), sla.Text("element") ?? everywhere);
            ContractDocument.Pass(sla, Passed);
            sla.Done();
            if (property != "freshness" || value is null) continue;
            var within = Within(sla, unit);
            var metrics = element is null ? [null] : element.Split(',', StringSplitOptions.TrimEntries).Select(e => Metric(sla, e, reading)).ToList();
            if (within is not { } limit) continue;
            foreach (var metric in metrics)
            {
                var name = metric is null ? "freshness" : $"{metric}.freshness";
                var chosen = metrics.Count == 1 ? id ?? name : name;
                if (reading.Take(chosen)) reading.Freshness.Add(new(chosen, metric, limit));
                else sla.Fault("contract.duplicate", $"There is a '{chosen}' already; give this one an id, or remove one of them.");
            }
        }
    }

    /// <returns>null for an object: any reading will do.</returns>
    private static string? Metric(DocumentMap sla, string element, ContractReading reading)
    {
        if (reading.Objects.Contains(element, StringComparer.Ordinal)) return null;
        var metric = reading.Objects.Where(o => element.StartsWith(o + ".", StringComparison.Ordinal)).Select(o => element[(o.Length + 1)..]).FirstOrDefault() ?? element;
        if (!reading.Properties.Exists(p => p.Name == metric))
            sla.Fault(sla.Has("element") ? "element" : "property", "contract.element", $"Found '{element}', expected an object of schema or a property of it: {string.Join(", ", reading.Objects.Concat(reading.Properties.Select(p => p.Name)).Take(8))}.");
        return metric;
    }

    private static TimeSpan? Within(DocumentMap sla, string? unit)
    {
        if (sla.Text("value") is not { } text) return null;
        var number = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : -1;
        var within = unit is null ? Durations.Parse(text) : Span(unit) is { } one && number <= TimeSpan.FromDays(3650) / one ? one * number : null;
        if (within > TimeSpan.Zero) return within;
        sla.Fault(
            "value", "contract.freshness",
            $"Found '{text}{(unit is null ? "" : " " + unit)}', expected a time above 0 with a unit beside it: s, m, h or d. Write value: 5 and unit: m.");
        return null;
    }

    private static TimeSpan? Span(string unit) => unit.ToLowerInvariant() switch
    {
        "s" or "sec" or "second" or "seconds" => TimeSpan.FromSeconds(1),
        "m" or "min" or "minute" or "minutes" => TimeSpan.FromMinutes(1),
        "h" or "hr" or "hour" or "hours" => TimeSpan.FromHours(1),
        "d" or "day" or "days" => TimeSpan.FromDays(1),
        _ => null,
    };
}
