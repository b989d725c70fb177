using IotLink.Core.Health;
using IotLink.Portal.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.Health;

/// <summary>How the running host is, once a second: the same figures as <c>/metrics</c>, for people.</summary>
public sealed partial class SystemPage : IDisposable
{
    private const int Kept = 60;

    private readonly List<double> _readings = [];
    private readonly List<double> _lags = [];
    private SystemSnapshot _now = default!;
    private ITimer? _timer;

    [Inject]
    private ISystemStatus Status { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SystemPage> L { get; set; } = default!;

    [Inject]
    private Words W { get; set; } = default!;

    protected override void OnInitialized()
    {
        Read();
        _timer = Time.CreateTimer(_ => InvokeAsync(Refresh), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    private void Refresh()
    {
        Read();
        StateHasChanged();
    }

    private void Read()
    {
        _now = Status.Now();
        Keep(_readings, _now.ReadingsPerSecond);
        Keep(_lags, _now.Lag.TotalSeconds);
    }

    private static void Keep(List<double> values, double value)
    {
        values.Add(value);
        if (values.Count > Kept) values.RemoveAt(0);
    }

    public void Dispose() => _timer?.Dispose();
}
