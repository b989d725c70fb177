using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Notifications;
using IotLink.Core.Rules;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.OnCall;

/// <summary>Who is on call, who is being told about what, and the policies, teams and calendars that decide it.</summary>
public sealed partial class OnCallPage : IDisposable
{
    private const int MostRunning = 50;
    private const int MostHolidays = 6;

    private readonly CancellationTokenSource _ended = new();
    private OnCallBook? _book;
    private IReadOnlyDictionary<string, string?> _now = new Dictionary<string, string?>();
    private IReadOnlyList<(EscalationRun Run, AlarmRow Row)> _running = [];
    private EscalationPolicy? _policy;
    private Team? _team;
    private OnCallCalendar? _calendar;
    private IReadOnlyDictionary<NotificationState, int> _states = new Dictionary<NotificationState, int>();
    private string? _problem;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Inject]
    private OnCallDesk Desk { get; set; } = default!;

    [Inject]
    private EscalationDesk Runs { get; set; } = default!;

    [Inject]
    private NotificationDesk Messages { get; set; } = default!;

    private bool MayEdit => Visit.Viewer.May(Permission.EditOnCall);

    /// <summary>What waits and what did not arrive; empty when all is well.</summary>
    private string Troubles => string.Join(" · ", new[] { NotificationState.Waiting, NotificationState.GivenUp, NotificationState.Unclear }
        .Where(s => _states.GetValueOrDefault(s) > 0).Select(s => L["Messages.Count", L[$"State.{s}"], _states[s]].Value));

    /// <summary>Classes that at some time, product or customer nobody is told about.</summary>
    private string Uncovered => string.Join(", ", Enum.GetValues<AlarmClass>().Where(c => !_book!.Policies.Any(p =>
        p.Match is { When: WhenHours.Always, Products.Count: 0, Customers.Count: 0 } match && (match.Classes.Count == 0 || match.Classes.Contains(c)))).Select(c => W.Of(c)));

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _book = await Desk.BookAsync(Visit.Viewer, _ended.Token);
        _now = _book is null ? _now : Desk.OnCallNow(_book);
        _running = await Runs.RunningAsync(Visit.Viewer, MostRunning, _ended.Token);
        _states = await Messages.StatesAsync(Visit.Viewer, _ended.Token);
        StateHasChanged();
    }

    private async Task SaveAsync(IOnCallEntry entry)
    {
        if (Say(await Desk.SaveAsync(Visit.Viewer, entry, _ended.Token))) (_policy, _team, _calendar) = (null, null, null);
        await ReadAsync();
    }

    private async Task RetireAsync(IOnCallEntry entry)
    {
        Say(await Desk.RetireAsync(Visit.Viewer, entry, _ended.Token));
        await ReadAsync();
    }

    private async Task StopAsync(AlarmId alarm)
    {
        await Runs.StopAsync(Visit.Viewer, alarm, _ended.Token);
        await ReadAsync();
    }

    private bool Say(IReadOnlyList<string> faults)
    {
        _problem = faults.Count == 0 ? null : string.Join(" ", faults.Select(f => L[$"Fault.{f}"].Value));
        return faults.Count == 0;
    }

    private EscalationPolicy NewPolicy() => new()
    {
        Id = NewId(),
        Name = "",
        Order = (_book!.Policies is [.., var last] ? last.Order : 0) + 10,
        Steps = [new(TimeSpan.Zero, [], [ChannelKind.Mail])],
    };

    /// <summary>Oneself at once, then everybody who may acknowledge.</summary>
    private EscalationPolicy Starter()
    {
        var others = _book!.People.Values.Where(p => p.IsStaff && p.Id != Visit.Person.UserId && p.Who.May(Permission.AcknowledgeAlarms)).OrderBy(p => p.Name, StringComparer.CurrentCulture);
        List<Target> later = [.. others.Select(p => new Target(TargetKind.Person, p.Id))];
        EscalationStep first = new(TimeSpan.Zero, [new(TargetKind.Person, Visit.Person.UserId)], [ChannelKind.Mail]);
        return NewPolicy() with { Name = L["StarterName"], Steps = later.Count == 0 ? [first] : [first, new(TimeSpan.FromMinutes(10), later, [ChannelKind.Mail])] };
    }

    private string For(PolicyMatch match) => string.Join(" · ", new[]
    {
        match.Classes.Count == 0 ? L["AllClasses"].Value : string.Join(", ", match.Classes.Select(c => W.Of(c))),
        string.Join(", ", match.Products),
        string.Join(", ", match.Customers),
        match.When == WhenHours.Always ? L["When.Always"].Value : $"{L[$"When.{match.When}"]} {match.From:HH\\:mm}–{match.To:HH\\:mm}",
    }.Where(part => part.Length > 0));

    private string StepLine(EscalationStep step) => L[
        step.Wait == TimeSpan.Zero ? "StepNow" : "StepAfter",
        (int)step.Wait.TotalMinutes,
        string.Join(", ", step.Targets.Select(TargetName)),
        string.Join(", ", step.Channels.Prepend(ChannelKind.Portal).Distinct().Select(c => L[$"Channel.{c}"].Value))];

    private void NewTeam() => _team = new() { Id = NewId(), Name = "" };

    private void NewCalendar() => _calendar = new() { Id = NewId(), Name = "" };

    private static string NewId() => Guid.NewGuid().ToString("N")[..12];

    private string NameOf(string id) => _book!.People.GetValueOrDefault(id)?.Name ?? L["Gone"];

    private string TargetName(Target target) => target.Kind switch
    {
        TargetKind.Team => _book!.Teams.GetValueOrDefault(target.Id)?.Name ?? L["Gone"],
        TargetKind.OnCall => L["OnCallOf", _book!.Calendars.GetValueOrDefault(target.Id)?.Name ?? ""],
        TargetKind.Webhook => target.Id,
        _ => NameOf(target.Id),
    };

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
