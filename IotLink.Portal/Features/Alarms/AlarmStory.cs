using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Documents;
using IotLink.Core.Notifications;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Localization;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.Alarms;

/// <summary>What an alarm's story is told from.</summary>
/// <param name="Frame">null when it is gone or not the reader's to see.</param>
/// <param name="Condition">The rule as its author wrote it; null when that version is not the published one.</param>
public sealed record StorySource(
    AlarmRow Row, IReadOnlyList<AlarmEvent> History, FrameView? Frame, IReadOnlyList<DocumentLineage> Lineage, string Title, string? Condition)
{
    public IReadOnlyList<Notification> Told { get; init; } = [];
}

/// <summary>Puts the story in order: staff read every station, customers the ones that mean something to them, in plain words.</summary>
public sealed class AlarmStory(IStringLocalizer<AlarmStoryPage> texts, AlarmWords history, Words words, SiteClock clock)
{
    private static readonly HashSet<string> Noise =
        [AlarmWord.Suppressed, AlarmWord.Released, AlarmWord.Grouped, AlarmWord.Flapping, AlarmWord.Quiet, AlarmWord.Settled];

    private static readonly HashSet<string> Ends = [AlarmWord.Resolved, AlarmWord.Ended, AlarmWord.Settled];

    public IReadOnlyList<StoryStep> Of(Viewer viewer, StorySource source)
    {
        var isCustomer = !viewer.Scope.IsAll;
        List<StoryStep> steps = [];
        if (!isCustomer) steps.AddRange([Received(viewer, source), Decoded(source), Contract(source)]);
        steps.Add(Rule(source, isCustomer));
        steps.Add(Raised(source));
        steps.AddRange(Happened(source, isCustomer).OrderBy(step => step.At is not null ? 1 : step.Mark == StoryMark.None ? 0 : 2).ThenBy(step => step.At));
        return steps;
    }

    private StoryStep Received(Viewer viewer, StorySource source) => source.Frame is { } frame
        ? new("received", frame.IngestedAt, StoryMark.Good, texts["Received", words.Of(frame.Channel), Numbers.Count(frame.Payload.Length)], "")
        : new("received", null, StoryMark.None, texts["ReceivedNone"], texts[viewer.May(Permission.ViewRawFrames) ? "FrameGone" : "FrameHidden"]);

    private StoryStep Decoded(StorySource source)
    {
        if (source.Frame is not { SpecVersion: > 0 } frame) return new("decoded", null, StoryMark.None, texts["DecodedNone"], texts[source.Frame is null ? "FrameGone" : "NoSpec"]);
        var guilty = Evidence.Read(source.Row.Alarm.Evidence)?.Metric;
        var field = frame.Fields.FirstOrDefault(f => f.Name == guilty);
        var text = field is null ? "" : field.Raw.Length > 0 ? $"{field.Name} = {field.Raw} → {field.Value}" : $"{field.Name} = {field.Value}";
        return new("decoded", frame.IngestedAt, StoryMark.Good, texts["Decoded", source.Row.Alarm.Product, frame.SpecVersion], text)
        {
            Href = $"specs/{source.Row.Alarm.Product}?version={frame.SpecVersion}",
        };
    }

    private StoryStep Contract(StorySource source)
    {
        if (source.Frame is not { } frame || source.Lineage.FirstOrDefault(l => l.Key.Kind == DocumentKind.Contract && !l.OnCanary) is not { } contract)
        {
            return new("contract", null, StoryMark.None, texts["ContractNone"], texts["ContractUnknown"]);
        }

        var marks = string.Join(", ", words.Of(frame.Marks));
        return new("contract", frame.IngestedAt, StoryMark.Good, texts["Contract", contract.Version], marks.Length == 0 ? texts["ContractPassed"] : texts["ContractMarked", marks])
        {
            Href = $"contracts/{source.Row.Alarm.Product}?version={contract.Version}",
        };
    }

    private StoryStep Rule(StorySource source, bool isCustomer)
    {
        var alarm = source.Row.Alarm;
        if (isCustomer) return new("rule", alarm.RaisedAt, StoryMark.Bad, texts["RulePlain"], source.Title);
        if (!alarm.FromRule) return new("rule", alarm.RaisedAt, StoryMark.Bad, texts["RulePlain"], texts["DeviceSaid", alarm.Evidence]);
        var text = source.Condition is { } condition ? texts["RuleTrue", condition, alarm.Evidence].Value : alarm.Evidence;
        return new("rule", alarm.NoticedAt, StoryMark.Bad, texts["Rule", alarm.Code, alarm.RuleVersion], text)
        {
            Href = $"rules/{alarm.Product}/{alarm.Code}?version={alarm.RuleVersion}",
        };
    }

    private StoryStep Raised(StorySource source)
    {
        var alarm = source.Row.Alarm;
        return new("raised", alarm.NoticedAt, StoryMark.Bad, texts["Raised", words.Of(alarm.Severity), words.Of(alarm.Class)], texts["RaisedText", source.Title, alarm.Device]);
    }

    /// <summary>What the history tells after the beginning, and what it does not.</summary>
    private IEnumerable<StoryStep> Happened(StorySource source, bool isCustomer)
    {
        var alarm = source.Row.Alarm;
        var lines = source.History.Where(e => e.Code is not (AlarmWord.Raised or "")).ToList();
        if (!isCustomer)
        {
            if (!lines.Exists(e => Noise.Contains(e.Code))) yield return None("suppression", "Suppression", "SuppressionNone");
            if (source.Told.Count == 0) yield return None("notified", "Notified", "NotifiedNone");
        }

        if (!lines.Exists(e => e.Code == AlarmWord.ActionBegan)) yield return None("action", "Action", "ActionNone");
        if (!lines.Exists(e => e.Code == AlarmWord.Verifying)) yield return None("verification", "Verification", lines.Exists(e => e.Code == AlarmWord.ActionBegan) ? "VerificationNever" : "VerificationNone");
        foreach (var line in lines.Where(e => !isCustomer || !Noise.Contains(e.Code) || Ends.Contains(e.Code))) yield return Line(alarm, line);
        foreach (var told in source.Told.Where(_ => !isCustomer).OrderBy(n => n.CreatedAt)) yield return Told(told);
        if (alarm.IsOpen) yield return new("resolved", null, StoryMark.Pending, texts["Resolved"], texts["ResolvedNot"]);
    }

    private StoryStep Line(Alarm alarm, AlarmEvent line)
    {
        var isEnd = Ends.Contains(line.Code);
        var title = texts[line.Code switch
        {
            AlarmWord.ActionBegan => "Action",
            AlarmWord.Verifying => "Verification",
            _ when isEnd => "Resolved",
            _ when Noise.Contains(line.Code) => "Suppression",
            _ => "Handling",
        }] + (line.By is { } by ? texts["By", by].Value : "");
        var text = history.Of(line);
        if (isEnd) text = texts["ResolvedAs", text, words.Duration(line.At > alarm.RaisedAt ? line.At - alarm.RaisedAt : TimeSpan.Zero)];
        return new(line.Code, line.At, line.Code is AlarmWord.RaisedAgain or AlarmWord.Flapping or AlarmWord.Returned ? StoryMark.Bad : StoryMark.Good, title, text)
        {
            Note = line.Note,
        };
    }

    private StoryStep Told(Notification told) => new(
        "notified",
        told.SentAt ?? told.CreatedAt,
        told.State switch { NotificationState.GivenUp or NotificationState.Unclear => StoryMark.Bad, _ when told.IsOver => StoryMark.Good, _ => StoryMark.Pending },
        texts["Notified"],
        string.Join(" · ", new[]
        {
            texts["NotifiedText", told.PersonName, texts["Channel." + told.Channel], texts["Told." + told.State]].Value,
            told.Attempts > 1 ? texts["Attempts", told.Attempts].Value : null,
            told.ReadAt is { } read ? texts["ReadAt", clock.MachineTime(read)].Value : null,
        }.Where(part => part is not null)));

    private StoryStep None(string key, string title, string why) => new(key, null, StoryMark.None, texts[title], texts[why]);
}
