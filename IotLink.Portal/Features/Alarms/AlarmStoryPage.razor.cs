using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Publishing;
using IotLink.Portal.Controls;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace IotLink.Portal.Features.Alarms;

/// <summary>Why there is an alarm and what became of it: one line from the raw bytes to the end, each station with its time and delay.</summary>
public sealed partial class AlarmStoryPage : IDisposable
{
    private static readonly string[] Keys = ["Escape"];
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Tolerable = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended = new();
    private PageState _state = PageState.Loading;
    private StorySource? _source;
    private IReadOnlyList<StoryStep> _steps = [];
    private ChartModel? _chart;
    private MetricCurve? _curve;
    private ChartLimit? _limit;
    private string? _loaded;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Parameter]
    public string? Alarm { get; set; }

    [Inject]
    private AlarmDesk Alarms { get; set; } = default!;

    [Inject]
    private EscalationDesk Telling { get; set; } = default!;

    [Inject]
    private AlarmStory Story { get; set; } = default!;

    [Inject]
    private AlarmTitles Titles { get; set; } = default!;

    [Inject]
    private FrameReader Frames { get; set; } = default!;

    [Inject]
    private MetricCurves Curves { get; set; } = default!;

    [Inject]
    private DocumentDesk Documents { get; set; } = default!;

    [Inject]
    private IPlanSource Plans { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private Words W { get; set; } = default!;

    [Inject]
    private IStringLocalizer<AlarmStoryPage> L { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private string Heading => _source is null ? L["Title"] : $"{_source.Title} — {_source.Row.Alarm.Device}";

    private string Where => string.Join(" · ", new[] { _source?.Row.Customer?.Name, _source?.Row.Site?.Name }.Where(n => n is not null));

    private string Back => Visit.Root switch
    {
        "/s" => $"/s/alarms?a={Alarm}",
        _ when _source is not null => Visit.AddressOf(_source.Row.Alarm.Device),
        var root => root,
    };

    /// <summary>Each station with the time since the one before that has a time, and the number of those that happened; 0 for the others.</summary>
    private IEnumerable<(StoryStep Step, TimeSpan? Gap, int Number)> Timed
    {
        get
        {
            DateTimeOffset? before = null;
            var number = 0;
            foreach (var step in _steps)
            {
                yield return (step, step.At - before, step.At is null ? 0 : ++number);
                before = step.At ?? before;
            }
        }
    }

    private string Clocks => L["Clocks", Clock.MachineTime(_source!.Row.Alarm.RaisedAt), Arrived is { } at ? Clock.MachineTime(at) : W["Missing"], Clock.MachineTime(_source.Row.Alarm.NoticedAt)];

    private DateTimeOffset? Arrived => _source?.Frame?.IngestedAt;

    private TimeSpan? Skew => Arrived is { } at && (at - _source!.Row.Alarm.RaisedAt).Duration() is var apart && apart > Tolerable ? apart : null;

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Alarm) return;
        _loaded = Alarm;
        _state = await LoadAsync() ? PageState.Ready : PageState.NotFound;
    }

    private async Task<bool> LoadAsync()
    {
        (_source, _steps, _chart, _curve) = (null, [], null, null);
        if (!AlarmId.TryParse(Alarm, null, out var id) || await Alarms.FindAsync(Visit.Viewer, id, _ended.Token) is not { Alarm: var alarm } row) return false;
        var frame = Visit.Viewer.May(Permission.ViewRawFrames) ? await Frames.ReadAsync(Visit.Viewer, alarm.Device, alarm.Product, alarm.RaisedBy, _ended.Token) : null;
        var lineage = frame is { Edition: > 0 } ? await Documents.LineageAsync(Visit.Viewer, alarm.Product, frame.Edition, _ended.Token) : [];
        var rule = Plans.Current.PublishedOf(alarm.Product).Rules?.Rules.FirstOrDefault(r => r.RuleId == alarm.Code && r.Version == alarm.RuleVersion);
        _source = new(row, [], frame, lineage, Titles.Of(alarm), rule?.ConditionText);
        await TellAsync(row);
        if (Evidence.Read(alarm.Evidence) is { } evidence)
        {
            _curve = await Curves.LoadAsync(Visit.Viewer, alarm.Device, evidence.Metric, alarm.RaisedAt - Around, alarm.RaisedAt + Around, _ended.Token);
            (_limit, _chart) = (new(evidence.Limit, alarm.Severity), null);
            Draw();
        }

        return true;
    }

    private async Task TellAsync(AlarmRow row)
    {
        _source = _source! with { Row = row, History = await Alarms.HistoryAsync(Visit.Viewer, row.Alarm.Id, _ended.Token) ?? [] };
        if (await Telling.StoryAsync(Visit.Viewer, row.Alarm.Id, _ended.Token) is { } telling) _source = _source with { Told = telling.Told };
        _steps = Story.Of(Visit.Viewer, _source);
        Draw();
    }

    /// <summary>The curve with the stations on it.</summary>
    private void Draw()
    {
        if (_curve?.ToChart(_limit) is not { } chart) return;
        var marks = StoryMarks.Of([.. Timed.Where(t => t.Number > 0).Select(t => (t.Number, t.Step))], chart.From, chart.To);
        _chart = chart with { Key = $"{chart.Key}/{string.Join(',', marks.Select(m => m.Label))}", Marks = marks };
    }

    private async Task RefreshAsync()
    {
        if (_source is null || await Alarms.FindAsync(Visit.Viewer, _source.Row.Alarm.Id, _ended.Token) is not { } row || row.Alarm.Version == _source.Row.Alarm.Version) return;
        await TellAsync(row);
        StateHasChanged();
    }

    /// <summary>The field that made the rule true, by its index; -1 when it is not among them.</summary>
    private int Guilty(FrameView frame)
    {
        var metric = Evidence.Read(_source!.Row.Alarm.Evidence)?.Metric;
        for (var i = 0; i < frame.Fields.Count; i++) if (frame.Fields[i].Name == metric) return i;
        return -1;
    }

    private void OnKey(string code) => Navigation.NavigateTo(Back);

    private async Task PrintAsync() => await Js.InvokeVoidAsync("print", _ended.Token);

    private async Task CopyAsync() => await Js.InvokeVoidAsync("navigator.clipboard.writeText", _ended.Token, Navigation.ToAbsoluteUri(AlarmLinks.Of(Alarm!)).ToString());

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
