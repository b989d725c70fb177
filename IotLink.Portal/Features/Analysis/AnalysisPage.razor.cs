using System.Globalization;
using IotLink.Core.Accounts;
using IotLink.Core.Aggregates;
using IotLink.Core.Analysis;
using IotLink.Core.CustomerDays;
using IotLink.Core.Devices;
using IotLink.Core.Trends;
using IotLink.Portal.Controls;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.Analysis;

/// <summary>What days come to by customer and product, and what formulas make of them. A customer sees its own.</summary>
public sealed partial class AnalysisPage : IDisposable
{
    private static readonly int[] Spans = [7, 30, 90, 365];

    private readonly Lifetime _ended = new();
    private IReadOnlyDictionary<CustomerId, string> _names = new Dictionary<CustomerId, string>();
    private AnalysisSheet? _sheet;
    private TrendChart? _chart;
    private CustomerId? _customer;
    private ProductId? _product;
    private (DateOnly From, DateOnly To) _range;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    private int DaysAsked { get; set; }

    [SupplyParameterFromQuery(Name = "customer")]
    private string? Customer { get; set; }

    [SupplyParameterFromQuery(Name = "product")]
    private string? Product { get; set; }

    /// <summary>The curve that is shown: customer, product, metric.</summary>
    [SupplyParameterFromQuery(Name = "line")]
    private string? Line { get; set; }

    [Inject]
    private AnalysisDesk Desk { get; set; } = default!;

    [Inject]
    private TrendDesk Trends { get; set; } = default!;

    [Inject]
    private ProductSpecs Specs { get; set; } = default!;

    [Inject]
    private AggregateCalendar Calendar { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int Span => Spans.Contains(DaysAsked) ? DaysAsked : 30;

    private bool ShowsCustomers => Visit.Perspective is Perspective.Service;

    public void Dispose() => _ended.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        _customer = CustomerId.TryParse(Customer, out var customer) ? customer : null;
        _product = ProductId.TryParse(Product, out var product) ? product : null;
        var last = Calendar.DayOf(Clock.Now).AddDays(-1);
        _range = (last.AddDays(1 - Span), last);
        var query = new CustomerDayQuery(_range.From, _range.To, _customer, _product);
        _names = await Desk.CustomersAsync(Visit.Viewer, _ended.Token);
        _chart = await ChartAsync();
        _sheet = new(await Desk.DaysAsync(Visit.Viewer, query, _ended.Token), await Desk.ValuesAsync(Visit.Viewer, query, _ended.Token));
    }

    private async Task<TrendChart?> ChartAsync()
    {
        if (Line?.Split('/', 3) is not [var customerText, var productText, var metric]
            || !CustomerId.TryParse(customerText, out var customer) || !ProductId.TryParse(productText, out var product))
        {
            return null;
        }

        var (from, to) = (Calendar.StartOf(_range.From), Calendar.StartOf(_range.To.AddDays(1)));
        if (await Trends.OfCustomerAsync(Visit.Viewer, customer, product, new(metric, from, to), _ended.Token) is not { } trend) return null;
        var spec = Specs.MetricOf(product, metric);
        var name = _names.GetValueOrDefault(customer) ?? customer.Value;
        return new($"{Line}|{Span}", $"{name} · {product} · {metric}", spec.Unit, spec.Decimals, from, to, [new(metric, trend.Points)]);
    }

    private static (string, object?) LineOf(MetricLine line) => ("line", $"{line.Customer}/{line.Product}/{line.Metric}");

    private string Export(string format) => string.Create(
        CultureInfo.InvariantCulture, $"/api/v1/portal/analysis.{format}?from={_range.From:yyyy-MM-dd}&to={_range.To:yyyy-MM-dd}&customer={_customer}&product={_product}");

    private void Go(string name, object? value) => Navigation.NavigateTo(Address((name, value)));

    private string Address(params (string Name, object? Value)[] changes) => Navigation.GetUriWithQueryParameters(
        changes.ToDictionary(c => c.Name, c => Convert.ToString(c.Value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? (object?)text : null));
}
