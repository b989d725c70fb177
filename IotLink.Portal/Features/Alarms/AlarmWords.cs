using System.Globalization;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Suppression;
using IotLink.Core.Rules;
using IotLink.Portal.Localization;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.Alarms;

/// <summary>What happened to alarms, in the reader's language: history is codes with their parameters, and this makes sentences of it.</summary>
public sealed class AlarmWords(IStringLocalizer<AlarmWords> texts, Words words, SiteClock clock)
{
    /// <summary>One line of a history; for one written before there were codes, what was written.</summary>
    public string Of(AlarmEvent happened)
    {
        var (code, data) = (happened.Code, happened.Data);
        return code switch
        {
            "" => happened.Note,
            AlarmWord.Raised or AlarmWord.RaisedAgain or AlarmWord.FurtherSource or AlarmWord.Ended or AlarmWord.Quiet =>
                Say(code, texts["Source." + data.GetValueOrDefault("source", "rule")], data.GetValueOrDefault("evidence", "")),
            AlarmWord.Suppressed or AlarmWord.Released => Say(code, Suppression(data.GetValueOrDefault("kind", ""), data.GetValueOrDefault("name", ""))),
            AlarmWord.Grouped => Say(code, Group(data.GetValueOrDefault("storm"))),
            AlarmWord.Assigned => Say(code, data.GetValueOrDefault("to", "")),
            AlarmWord.Rated => Say(code, Severity(data.GetValueOrDefault("from", "")), Severity(data.GetValueOrDefault("to", ""))),
            AlarmWord.Regraded => Say(code, Severity(data.GetValueOrDefault("from", "")), Severity(data.GetValueOrDefault("to", "")), data.GetValueOrDefault("evidence", "")),
            AlarmWord.Snoozed => Say(code, Time(data.GetValueOrDefault("until", ""))),
            AlarmWord.ActionBegan => Say(code, data.GetValueOrDefault("action", "")),
            AlarmWord.Resolved => Say(code, Cause(data.GetValueOrDefault("cause", ""))),
            AlarmWord.Returned => Say(code, data.GetValueOrDefault("owner", "")),
            AlarmWord.Undone => Say(code, texts[data.GetValueOrDefault("step", "") is { Length: > 0 } step ? "Step." + step : "undone"]),
            _ => Say(code),
        };
    }

    /// <summary>The state, with what stands beside it: who has it, that it came back.</summary>
    public string StateOf(Alarm alarm, DateTimeOffset now) => alarm switch
    {
        { IsOpen: true, SnoozedUntil: { } until } when until > now => texts["Beside.Snoozed"],
        { State: AlarmState.Acknowledged, Owner: { } owner } => owner,
        { State: AlarmState.New, Reopenings: > 0 } => texts["Beside.Reopened"],
        { Flapping: true, State: AlarmState.New } => texts["Beside.Flapping"],
        _ => words.Of(alarm.State),
    };

    public string Cause(string code) => texts["Cause." + code] is { ResourceNotFound: false } text ? text : code;

    public string Of(AlarmSuppression suppression) => Suppression(suppression.Kind.ToString(), suppression.Name);

    public string Group(string? storm) => AlarmGroup.TryParse(storm, out var group) ? texts["Group." + group.Kind, group.Key] : storm ?? "";

    /// <summary>Why a step was refused; of a conflict, who was quicker with what.</summary>
    public string Of(AlarmResult result) => result.Refusal is not { } refusal ? ""
        : refusal.Code == AlarmReason.Quicker ? texts["Refused." + refusal.Code, refusal.Detail, result.Quicker is { } q ? Of(q) : texts["acknowledged"].Value]
        : texts["Refused." + refusal.Code];

    private string Suppression(string kind, string name) => texts["Suppressed." + kind, name];

    private string Severity(string name) => Enum.TryParse<Severity>(name, out var severity) ? words.Of(severity) : name;

    private string Time(string iso) => DateTimeOffset.TryParse(iso, CultureInfo.InvariantCulture, out var at) ? clock.DateTime(at) : iso;

    private string Say(string code, params object[] arguments) => texts[code, arguments] is { ResourceNotFound: false } text ? text : code;
}
