using System.Globalization;
using IotLink.Core.Alarms;
using IotLink.Core.Rules;

namespace IotLink.Portal.Features.Alarms;

/// <summary>What the console shows, as its address says it.</summary>
public sealed record AlarmFilter(AlarmClass? Class, string? Search, bool WithResolved, int Skip)
{
    public const int PageSize = 50;

    public bool IsNarrow => Class is not null || Search is not null;

    public AlarmQuery Query => new(Class, !WithResolved, null, Search, Skip, PageSize);

    public static AlarmFilter Of(string? alarmClass, string? search, bool withResolved, int skip) => new(
        Enum.TryParse<AlarmClass>(alarmClass, ignoreCase: true, out var c) && Enum.IsDefined(c) ? c : null,
        string.IsNullOrWhiteSpace(search) ? null : search.Trim(),
        withResolved,
        Math.Max(0, skip));

    /// <summary>As parameters of an address; what is not set is not in it.</summary>
    public Dictionary<string, object?> ToParameters(AlarmId? selected = null) => new()
    {
        ["class"] = Class?.ToString().ToLowerInvariant(),
        ["q"] = Search,
        ["resolved"] = WithResolved ? true : null,
        ["skip"] = Skip > 0 ? Skip : null,
        ["a"] = selected?.ToString(),
    };

    public string Address(string page, AlarmId? selected = null) =>
        page + QueryString.Create(ToParameters(selected).Where(p => p.Value is not null).Select(p =>
            KeyValuePair.Create(p.Key, p.Value is bool ? "true" : Convert.ToString(p.Value, CultureInfo.InvariantCulture))));
}
