using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.Documents;

public sealed partial class SpecTestPanel : IDisposable
{
    private const int Count = 20;
    private const int MostLetters = 200;

    private readonly Lifetime _ended = new();
    private string _source = "tests";
    private IReadOnlyList<DeviceId> _devices = [];
    private DeviceId? _device;
    private IReadOnlyList<SampleMessage> _samples = [];
    private int _at;
    private string _pasted = "";
    private byte _port;
    private bool _isFrame;
    private bool _isLetterGone;
    private Trial? _draft;
    private Trial? _published;
    private IReadOnlyList<TrialRow> _rows = [];
    private int _lit = -1;
    private int _line;
    private bool _wasTold;
    private object? _testsOf;
    private (object? Text, object? Published, object? Sample) _tried;

    [Parameter, EditorRequired]
    public required Workbench Bench { get; set; }

    /// <summary>A dead letter to begin with, by its position.</summary>
    [Parameter]
    public string? Letter { get; set; }

    /// <summary>Where the cursor stands in the text: its field lights up.</summary>
    [Parameter]
    public int Line { get; set; }

    /// <summary>A field was pointed at; the line that describes it, 0 for none.</summary>
    [Parameter]
    public EventCallback<int> LitChanged { get; set; }

    [Parameter]
    public EventCallback Tried { get; set; }

    /// <summary>The text with one more test in it.</summary>
    [Parameter]
    public EventCallback<string> AddTest { get; set; }

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Inject]
    private DeviceDesk Devices { get; set; } = default!;

    [Inject]
    private TelemetryDesk Telemetry { get; set; } = default!;

    [Inject]
    private DeadLetterDesk DeadLetters { get; set; } = default!;

    /// <summary>Why there is nothing to compare; null when there is.</summary>
    private string? NothingCompared =>
        _draft is null || _rows.Count > 0 ? null
        : _draft.Refusal is null ? "NoValues"
        : _published?.Refusal is null ? "DraftRefuses" : "BothRefuse";

    private SampleMessage? Shown => _at < _samples.Count ? _samples[_at] : null;

    private ProductId Product => Bench.Key.Product!.Value;

    protected override async Task OnInitializedAsync()
    {
        var page = await Devices.ListAsync(Visit.Viewer, new(Product: Product, Take: 100), _ended.Token);
        _devices = [.. page.Items.Select(d => d.Row.Device.Id)];
        _device = _devices.Count > 0 ? _devices[0] : null;
        if (Letter is not null) await PickSourceAsync("failed");
        else if (Bench.Spec is { Spec.Tests.Count: > 0 } || _device is null) LoadTests();
        else await PickSourceAsync("device");
        if (Letter is not null && _samples.ToList().FindIndex(s => s.Position?.ToString() == Letter) is var at) (_at, _isLetterGone) = (Math.Max(0, at), at < 0);
        TryOut();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_source == "tests" && !ReferenceEquals(_testsOf, Bench.Spec)) LoadTests();
        TryOut();
        if (_line == Line) return;
        _line = Line;
        await FollowLineAsync();
    }

    /// <summary>The next or the previous payload.</summary>
    public void Move(int step)
    {
        _at = Math.Clamp(_at + step, 0, Math.Max(0, _samples.Count - 1));
        TryOut();
        StateHasChanged();
    }

    private async Task PickSourceAsync(string source)
    {
        (_source, _samples, _at) = (source, [], 0);
        switch (source)
        {
            case "tests":
                LoadTests();
                break;
            case "device":
                await LoadFramesAsync();
                break;
            case "failed":
                _samples = await FailedAsync();
                break;
            default:
                Paste(_pasted);
                break;
        }

        TryOut();
    }

    /// <summary>The newest letters; the one that was asked for is there however old it is, and whatever became of it.</summary>
    private async Task<IReadOnlyList<SampleMessage>> FailedAsync()
    {
        var letters = (await DeadLetters.ListAsync(Visit.Viewer, new() { Product = Product }, 0, MostLetters, _ended.Token)).Items;
        if (StreamPosition.TryParse(Letter, out var position) && letters.All(l => l.Position != position)
            && await DeadLetters.FindAsync(Visit.Viewer, position, _ended.Token) is { } asked && asked.Product == Product)
            letters = [asked, .. letters];
        return [.. letters.Where(l => !l.Payload.IsEmpty).Select(SampleMessage.Of)];
    }

    private Task PickDeviceAsync(string device)
    {
        _device = DeviceId.Parse(device, null);
        return LoadFramesAsync();
    }

    private async Task LoadFramesAsync()
    {
        var frames = _device is { } device ? await Telemetry.FramesAsync(Visit.Viewer, device, Count, _ended.Token) : null;
        (_samples, _at) = ([.. (frames ?? []).Select(SampleMessage.Of)], 0);
        TryOut();
    }

    private void LoadTests()
    {
        if (Bench.Spec is not { } spec) return;
        _testsOf = spec;
        _samples = [.. spec.Spec.Tests.Select(SampleMessage.Of)];
        _at = Math.Clamp(_at, 0, Math.Max(0, _samples.Count - 1));
    }

    private void Paste(string text)
    {
        _pasted = text;
        (_samples, _at) = (PastedPayload.Read(text) is { } payload ? [SampleMessage.Of(payload, L["Pasted"], _port, _isFrame)] : [], 0);
        TryOut();
    }

    /// <summary>Only when the text, what is published or the message is another one.</summary>
    private void TryOut()
    {
        var now = (Bench.Spec, Bench.PublishedSpec, Shown?.Message);
        if (ReferenceEquals(now.Spec, _tried.Text) && ReferenceEquals(now.PublishedSpec, _tried.Published) && ReferenceEquals(now.Message, _tried.Sample)) return;
        _tried = now;
        _draft = now is { Message: { } m, Spec: { } spec } ? Trial.Of(m, spec, Clock.Now, W) : null;
        _published = now is { Message: { } n, PublishedSpec: { } published } ? Trial.Of(n, published, Clock.Now, W) : null;
        _rows = TrialRow.Compare(_published, _draft);
        if (_lit >= (_draft?.Fields.Count ?? 0)) _lit = -1;
        if (_draft is null || _wasTold) return;
        _wasTold = true;
        _ = Tried.InvokeAsync();
    }

    private async Task LightAsync(int field)
    {
        _lit = field;
        await LitChanged.InvokeAsync(field >= 0 && _draft is { } draft && field < draft.Fields.Count ? draft.Fields[field].Line : 0);
    }

    /// <summary>The field whose lines the cursor is in; a field begins at its line and ends before the next one's.</summary>
    private Task FollowLineAsync()
    {
        var lines = Bench.Text.Split('\n');
        var fields = _draft?.Fields ?? [];
        var best = -1;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Line < 1 || fields[i].Line > lines.Length || fields[i].Line > Line) continue;
            var (_, to) = YamlPoint.Block(Bench.Text, fields[i].Line, YamlPoint.ContentColumn(lines[fields[i].Line - 1]));
            if (Line <= to && (best < 0 || fields[i].Line > fields[best].Line)) best = i;
        }

        return best == _lit ? Task.CompletedTask : LightAsync(best);
    }

    private async Task AddAsync()
    {
        if (Shown is { } sample && Bench.Spec is { } spec)
            await AddTest.InvokeAsync(TestLines.Add(Bench.Text, spec, sample, L["TestName", Bench.Checkup.Tests.Count + 1]));
    }

    public void Dispose() => _ended.Dispose();
}
