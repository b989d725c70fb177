using System.Globalization;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.History;
using IotLink.Core.Publishing;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.History;

/// <summary>Which past is to be decoded again, and by what.</summary>
public sealed partial class ReplayForm
{
    private ProductId _product;
    private DateTime _from;
    private DateTime _to;
    private int _percent = 100;
    private int? _version;
    private string _spec = "";
    private IReadOnlyList<int> _versions = [];
    private ReplayFault? _fault;

    [Inject]
    private HistoryDesk Desk { get; set; } = default!;

    [Inject]
    private DocumentDesk Documents { get; set; } = default!;

    [Inject]
    private ProductSpecs Specs { get; set; } = default!;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    /// <summary>The product to begin with; null for the first.</summary>
    [Parameter]
    public string? Product { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<ReplayJob> Asked { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _to = Clock.Local(Clock.Now).DateTime.AddMinutes(1);
        _to = _to.AddSeconds(-_to.Second).AddMilliseconds(-_to.Millisecond);
        _from = _to.AddDays(-1);
        await LoadAsync(ProductId.TryParse(Product, out var asked) && Specs.Products.Contains(asked) ? asked : Specs.Products is [var first, ..] ? first : default);
    }

    private Task PickAsync(ChangeEventArgs e) =>
        ProductId.TryParse(e.Value as string, out var product) ? LoadAsync(product) : Task.CompletedTask;

    /// <summary>The product's newest text to begin with: what is registered, or else what IotLink brings along.</summary>
    private async Task LoadAsync(ProductId product)
    {
        _product = product;
        var document = await Documents.FindAsync(Visit.Viewer, DocumentKey.SpecOf(product), CancellationToken.None);
        _versions = [.. (document?.Versions ?? []).Select(v => v.Number).OrderDescending()];
        _version = null;
        _spec = document?.Draft?.Text
            ?? await Documents.PublishedTextAsync(Visit.Viewer, DocumentKey.SpecOf(product), CancellationToken.None)
            ?? Specs.SpecOf(product)?.Spec.Source ?? "";
    }

    private async Task TakeVersionAsync(ChangeEventArgs e)
    {
        _version = int.TryParse(e.Value as string, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (_version is { } version && await Documents.TextAsync(Visit.Viewer, DocumentKey.SpecOf(_product), version, CancellationToken.None) is { } text) _spec = text;
    }

    private async Task AskAsync()
    {
        var request = new ReplayRequest(_product, At(_from), At(_to), _spec) { SamplePercent = _percent, Version = _version };
        var answer = await Desk.PreviewAsync(Visit.Viewer, request, CancellationToken.None);
        _fault = answer.Fault;
        if (answer.Job is { } job) await Asked.InvokeAsync(job);
    }

    /// <summary>What people enter is the site's time.</summary>
    private DateTimeOffset At(DateTime local) =>
        new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.FromMinutes(Clock.OffsetMinutes(new(local, TimeSpan.Zero))));
}
