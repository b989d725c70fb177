using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Notifications;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.OnCall;

/// <summary>Who is on call, who is being told about what, and the policies, teams and calendars that decide it.</summary>
public sealed partial class OnCallPage : IDisposable
{
    private const int MostRunning = 50;

    private readonly CancellationTokenSource _ended = new();
    private OnCallBook? _book;
    private IReadOnlyDictionary<string, string?> _now = new Dictionary<string, string?>();
    private IReadOnlyList<(EscalationRun Run, AlarmRow Row)> _running = [];
    private EscalationPolicy? _policy;
    private Team? _team;
    private OnCallCalendar? _calendar;
    private string? _problem;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Inject]
    private OnCallDesk Desk { get; set; } = default!;

    [Inject]
    private EscalationDesk Runs { get; set; } = default!;

    private bool MayEdit => Visit.Viewer.May(Permission.EditOnCall);

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _book = await Desk.BookAsync(Visit.Viewer, _ended.Token);
        _now = _book is null ? _now : Desk.OnCallNow(_book);
        _running = await Runs.RunningAsync(Visit.Viewer, MostRunning, _ended.Token);
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
