using System.Globalization;
using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Rules;

namespace IotLink.Portal.Features.Alarms;

/// <summary>What the console shows, as its address says it.</summary>
public sealed record AlarmFilter(AlarmClass? Class, string? Search, bool WithResolved, int Skip)
{
    public const int PageSize = 50;

    public AlarmBucket Bucket { get; init; }

    /// <summary>One storm, laid open.</summary>
    public string? Storm { get; init; }

    public bool IsNarrow => Class is not null || Search is not null || Bucket != AlarmBucket.Queue || Storm is not null;

    public AlarmQuery QueryOf(Viewer viewer) => new(Class, !WithResolved, null, Search, Skip, PageSize)
    {
        Part = Bucket switch
        {
            AlarmBucket.InAction => AlarmPart.InAction,
            AlarmBucket.Snoozed => AlarmPart.Snoozed,
            AlarmBucket.Suppressed => AlarmPart.Suppressed,
            AlarmBucket.Mine => AlarmPart.All,
            _ => WithResolved ? AlarmPart.All : AlarmPart.Queue,
        },
        OwnerId = Bucket == AlarmBucket.Mine ? viewer.UserId : null,
        Group = Storm,
        Folded = Storm is null && Bucket == AlarmBucket.Queue && Search is null,
    };

    public static AlarmFilter Of(string? alarmClass, string? search, bool withResolved, int skip, string? bucket = null, string? storm = null) => new(
        Enum.TryParse<AlarmClass>(alarmClass, ignoreCase: true, out var c) && Enum.IsDefined(c) ? c : null,
        string.IsNullOrWhiteSpace(search) ? null : search.Trim(),
        withResolved,
        Math.Max(0, skip))
    {
        Bucket = Enum.TryParse<AlarmBucket>(bucket, ignoreCase: true, out var b) && Enum.IsDefined(b) ? b : AlarmBucket.Queue,
        Storm = string.IsNullOrWhiteSpace(storm) ? null : storm,
    };

    /// <summary>As parameters of an address; what is not set is not in it.</summary>
    public Dictionary<string, object?> ToParameters(AlarmId? selected = null) => new()
    {
        ["class"] = Class?.ToString().ToLowerInvariant(),
        ["in"] = Bucket == AlarmBucket.Queue ? null : Bucket.ToString().ToLowerInvariant(),
        ["storm"] = Storm,
        ["q"] = Search,
        ["resolved"] = WithResolved ? true : null,
        ["skip"] = Skip > 0 ? Skip : null,
        ["a"] = selected?.ToString(),
    };

    public string Address(string page, AlarmId? selected = null) =>
        page + QueryString.Create(ToParameters(selected).Where(p => p.Value is not null).Select(p =>
            KeyValuePair.Create(p.Key, p.Value is bool ? "true" : Convert.ToString(p.Value, CultureInfo.InvariantCulture))));
}

/// <summary>The buckets beside the classes.</summary>
public enum AlarmBucket { Queue, Mine, InAction, Snoozed, Suppressed }
