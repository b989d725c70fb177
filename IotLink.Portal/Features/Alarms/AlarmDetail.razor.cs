using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Portal.Controls;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.Alarms;

/// <summary>One alarm in full: how far it has come, the curve with the limit it broke, the bytes that raised it, who did what.</summary>
public sealed partial class AlarmDetail : IDisposable
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(2);
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _ended = new();
    private IReadOnlyList<AlarmEvent> _history = [];
    private AlarmsAlike _like = AlarmsAlike.None;
    private int _historyOf;
    private FrameView? _frame;
    private MetricCurve? _curve;
    private ChartModel? _chart;
    private bool _isLoaded;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Parameter, EditorRequired]
    public required AlarmRow Row { get; set; }

    /// <summary>What a key of the console does.</summary>
    [Parameter]
    public EventCallback<string> Do { get; set; }

    [Parameter]
    public EventCallback<AlarmStep> Take { get; set; }

    /// <summary>Where the rest of the storm is; null when the row is one alarm.</summary>
    [Parameter]
    public string? StormHref { get; set; }

    [Inject]
    private AlarmDesk Alarms { get; set; } = default!;

    [Inject]
    private MetricCurves Curves { get; set; } = default!;

    [Inject]
    private FrameReader Frames { get; set; } = default!;

    private Alarm Alarm => Row.Alarm;

    private bool MayAct => Visit.Viewer.May(Permission.AcknowledgeAlarms);

    private bool IsRecent => Clock.Age(Alarm.RaisedAt) < Recent && Alarm.IsOpen;

    private string Where => string.Join(" · ", new[]
    {
        Row.Customer?.Name, Row.Site?.Name, Alarm.Product.Value, $"{Source} {Alarm.Code}", Alarm.RuleVersion > 0 ? L["Version", Alarm.RuleVersion].Value : null,
    }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>What stands beside the state: who has it, until when, what keeps it back.</summary>
    private string Beside => string.Join(" · ", new[]
    {
        Alarm.Owner,
        Alarm.SnoozedUntil > Clock.Now ? C["SnoozedUntil", Clock.Time(Alarm.SnoozedUntil.Value)].Value : null,
        Alarm.LeaseUntil is { } lease ? C["LeaseUntil", Clock.Time(lease)].Value : null,
        Alarm.Suppression is { } suppression ? History.Of(suppression) : null,
        Alarm.Group is { } storm ? History.Group(storm) : null,
        Alarm.Cause is { } cause ? History.Cause(cause) : null,
    }.Where(part => !string.IsNullOrEmpty(part)));

    private string Source => L[(Alarm.FromRule, Alarm.FromDevice) switch { (true, true) => "FromBoth", (false, true) => "FromDevice", _ => "Rule" }];

    private IReadOnlyList<Step> Steps =>
    [
        new(L["StepReceived"], _frame is null ? (_isLoaded ? L["Truncated"] : "") : Clock.MachineTime(_frame.IngestedAt), StepState.Done),
        new(L["StepDecoded"], _frame is { SpecVersion: > 0 } f ? L["DecodedBy", f.SpecVersion] : L["NoSpec"], StepState.Done),
        new(L["StepRule"], Alarm.Evidence, StepState.Done),
        new(L["StepAlarm"], Delay, StepState.Done),
        new(L["StepAcknowledged"], Alarm.AcknowledgedAt is { } at ? $"{Clock.Time(at)} {Alarm.AcknowledgedBy}" : L["NotYet"], StateOf(Alarm.AcknowledgedAt)),
        new(L["StepResolved"], Alarm.ResolvedAt is { } end ? Clock.Time(end) : L["NotYet"], Alarm.ResolvedAt is null ? StepState.Ahead : StepState.Done),
    ];

    /// <summary>How long the alarm took from the message's arrival.</summary>
    private string Delay
    {
        get
        {
            var delay = Alarm.NoticedAt - (_frame?.IngestedAt ?? Alarm.NoticedAt);
            if (_frame is null || delay < TimeSpan.Zero) return Clock.MachineTime(Alarm.NoticedAt);
            return delay < TimeSpan.FromSeconds(2) ? L["Ms", (int)delay.TotalMilliseconds] : L["Seconds", (int)delay.TotalSeconds];
        }
    }

    protected override async Task OnInitializedAsync()
    {
        if (Evidence.Read(Alarm.Evidence) is { } evidence)
        {
            var (from, to) = IsRecent ? (Alarm.RaisedAt - Around, Clock.Now) : (Alarm.RaisedAt - Around, Alarm.RaisedAt + Around);
            _curve = await Curves.LoadAsync(Visit.Viewer, Alarm.Device, evidence.Metric, from, to, _ended.Token);
            _chart = _curve?.ToChart(new(evidence.Limit, Alarm.Severity));
        }

        if (Visit.Viewer.May(Permission.ViewRawFrames)) _frame = await Frames.ReadAsync(Visit.Viewer, Alarm.Device, Alarm.Product, Alarm.RaisedBy, _ended.Token);
        _isLoaded = true;
        _like = await Alarms.AlikeAsync(Visit.Viewer, Alarm, _ended.Token);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_historyOf == Alarm.Version) return;
        _historyOf = Alarm.Version;
        _history = await Alarms.HistoryAsync(Visit.Viewer, Alarm.Id, _ended.Token) ?? [];
    }

    private async Task RefreshAsync()
    {
        if (_curve is null || !IsRecent || !await Curves.ExtendAsync(Visit.Viewer, _curve, Clock.Now, _ended.Token)) return;
        _chart = _curve.ToChart(_chart?.Limit);
        StateHasChanged();
    }

    private static StepState StateOf(DateTimeOffset? at) => at is null ? StepState.Now : StepState.Done;

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
