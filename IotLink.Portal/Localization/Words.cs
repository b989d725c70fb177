using System.Globalization;
using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Health;
using IotLink.Core.Messages;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;
using IotLink.Portal.Features.Devices;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Localization;

/// <summary>The glossary's words that every screen shares, in the reader's language. Texts of one page lie beside that page.</summary>
public sealed class Words(IStringLocalizer<Words> texts)
{
    public string this[string key] => texts[key];

    public string Product => texts["Product"];

    public string Of(Severity severity) => texts[$"Severity.{severity}"];

    public string Of(AlarmClass alarmClass) => texts[$"Class.{alarmClass}"];

    public string Of(AlarmState state) => texts[$"Alarm.{state}"];

    public string Of(DeviceCondition state) => texts[$"Device.{state}"];

    public string Of(Perspective perspective) => texts[$"Perspective.{perspective}"];

    public string Of(Channel channel) => texts[$"Channel.{channel}"];

    public string Of(PartState state) => texts[$"Part.{state}"];

    public string Of(TimeSource source) => texts[$"TimeSource.{source}"];

    public IEnumerable<string> Of(ReadingMarks marks) =>
        Enum.GetValues<ReadingMarks>().Where(m => m != ReadingMarks.None && marks.HasFlag(m)).Select(m => texts[$"Mark.{m}"].Value);

    /// <summary>A reason code in words; the code itself when it is one this portal does not know yet.</summary>
    public string Reason(string code)
    {
        var text = texts[$"Reason.{code}"];
        return text.ResourceNotFound ? code : text.Value;
    }

    public string Bool(bool value) => texts[value ? "Bool.True" : "Bool.False"];

    public string Devices(int count) => Counted("Count.Devices", count);

    public string Items(long count) => Counted("Count.Items", count);

    /// <summary>"3 min ago". Whole units, rounded down; the future counts as now.</summary>
    public string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => texts["Ago.Now"],
        { TotalMinutes: < 1 } => texts["Ago.Seconds", (int)age.TotalSeconds],
        { TotalHours: < 1 } => texts["Ago.Minutes", (int)age.TotalMinutes],
        { TotalDays: < 1 } => texts["Ago.Hours", (int)age.TotalHours],
        _ => texts["Ago.Days", (int)age.TotalDays],
    };

    /// <summary>"1 h 12 min", the two largest units.</summary>
    public string Duration(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => texts["Duration.Seconds", (int)span.TotalSeconds],
        { TotalHours: < 1 } => texts["Duration.Minutes", span.Minutes, span.Seconds],
        { TotalDays: < 1 } => texts["Duration.Hours", span.Hours, span.Minutes],
        _ => texts["Duration.Days", (int)span.TotalDays, span.Hours],
    };

    /// <summary>"41 ms", "1.2 s", "1 min 12 s".</summary>
    public string Lag(TimeSpan lag) => lag.TotalSeconds switch
    {
        < 1 => Numbers.Measure(lag.TotalMilliseconds, 0, "ms"),
        < 60 => Numbers.Measure(lag.TotalSeconds, 1, "s"),
        _ => Duration(lag),
    };

    private string Counted(string key, long count) => texts[key, count.ToString("N0", CultureInfo.CurrentCulture)];
}
