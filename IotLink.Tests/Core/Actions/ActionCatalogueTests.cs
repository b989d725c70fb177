using System.Text.Json.Nodes;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Documents;
using IotLink.Core.Rules;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Actions;

public sealed class ActionCatalogueTests
{
    private const string SetSpeed =
        """
        transport: shadow
        desired: {fan: {speed: "{speed}", mode: manual, token: "{id}"}}
        parameters:
          - {name: speed, type: integer, minimum: 20, maximum: 100, default: 80}
        """;

    [Fact]
    public void An_action_of_two_lines_has_sensible_defaults()
    {
        var action = Acting.Action("");
        Assert.Equal(("restart-fan", ActionTransport.Shadow, TimeSpan.FromSeconds(30), 0, TimeSpan.FromHours(1), false),
            (action.Command, action.Transport, action.Timeout, action.Retries, action.TimeToLive, action.NeedsApproval));
        Assert.Equal("""{"restart-fan":{"id":"c-1"}}""", DesiredState.Fill(action, "c-1", new Dictionary<string, string>()).ToJsonString());
    }

    [Theory]
    [InlineData("transport: pigeon", 3, 12, "value.type")]
    [InlineData("timeout: 2h", 3, 10, "value.range")]
    [InlineData("retries: 9", 3, 10, "value.range")]
    [InlineData("success: tempC <", 3, 17, "expr.syntax")]
    [InlineData("verify: 2m", 3, 9, "action.verify")]
    [InlineData("interlocks: [{when: voltage <}]", 3, 30, "expr.syntax")]
    [InlineData("limits: {device: often}", 3, 18, "value.type")]
    [InlineData("quietHours: {from: \"25:00\", to: \"07:00\"}", 3, 20, "value.type")]
    [InlineData("parameters: [{name: speed, minimum: 9, maximum: 1}]", 3, 37, "action.parameter")]
    [InlineData("parameters: [{name: speed, maximum: 1, default: 2}]", 3, 49, "action.parameter")]
    [InlineData("parameters: [{name: mode, type: choice}]", 3, 14, "key.missing")]
    [InlineData("desired: {fan: \"{speed}\"}", 3, 10, "action.parameter")]
    [InlineData("transport: control_request\ndesired: {fan: 1}", 4, 10, "action.transport")]
    [InlineData("approvall: second_person", 3, 1, "key.unknown")]
    public void A_fault_is_told_with_its_line_and_column(string keys, int line, int column, string code)
    {
        var faults = new List<DocumentFault>();
        Assert.Null(ActionCatalogue.Compile([($"actionId: a\nproductId: prod-a\n{keys}", 1)], Acting.ProdA, faults));
        var fault = Assert.Single(faults);
        Assert.Equal((line, column, code), (fault.Line, fault.Column, fault.Code));
    }

    [Fact]
    public void One_name_is_one_action_across_documents_and_the_product_must_be_the_keys()
    {
        var faults = new List<DocumentFault>();
        ActionCatalogue.Compile([("actionId: a\nproductId: prod-a", 1), ("productId: prod-b\nactions: [{actionId: a}]", 2)], Acting.ProdA, faults);
        Assert.Equal(["product.other", "action.duplicate"], faults.Select(f => f.Code));
    }

    [Theory]
    [InlineData("speed", "80", null)]
    [InlineData("speed", "80.5", "whole number")]
    [InlineData("speed", "101", "between 20 and 100")]
    [InlineData("speed", "fast", "a number")]
    [InlineData("spede", "80", "no parameter 'spede'")]
    public void Parameters_are_checked_by_type_and_range(string name, string value, string? says)
    {
        var fault = Acting.Action(SetSpeed).Complete(new Dictionary<string, string> { [name] = value }, out _);
        if (says is null) Assert.Null(fault);
        else Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Desired_places_are_filled_in_their_own_type_and_reported_when_all_of_them_are()
    {
        var action = Acting.Action(SetSpeed);
        Assert.Null(action.Complete(new Dictionary<string, string>(), out var values));
        var desired = DesiredState.Fill(action, "c-7", values);
        Assert.Equal("""{"fan":{"speed":80,"mode":"manual","token":"c-7"}}""", desired.ToJsonString());
        Assert.True(DesiredState.IsReported(desired, JsonNode.Parse("""{"fan":{"speed":80,"mode":"manual","token":"c-7","rpm":900},"led":1}""")));
        Assert.False(DesiredState.IsReported(desired, JsonNode.Parse("""{"fan":{"speed":80,"mode":"manual","token":"c-6"}}""")));
        Assert.False(DesiredState.IsReported(desired, null));
        Assert.Equal("""{"fan":{"speed":null,"mode":null,"token":null}}""", DesiredState.Removal(desired).ToJsonString());
    }

    [Theory]
    [InlineData("autoAction: restart-fan", "restart-fan", LadderEnd.Dispatch)]
    [InlineData("actions: [restart-fan, {action: set-fan, with: {speed: 100}}, {ota: 1.4.2, success: tempC < 75, verify: 30m}]", "restart-fan set-fan ota:1.4.2", LadderEnd.Dispatch)]
    [InlineData("actions: [restart-fan]\notherwise: people", "restart-fan", LadderEnd.People)]
    public void A_rule_has_a_ladder_of_remedies(string keys, string names, LadderEnd end)
    {
        var rule = Assert.Single(Rules(keys, [])!.Rules);
        Assert.Equal((names, end), (string.Join(' ', rule.Ladder!.Rungs.Select(r => r.Name)), rule.Ladder.End));
    }

    [Theory]
    [InlineData("actions: []", 5, 10)]
    [InlineData("autoAction: a\nactions: [b]", 5, 13)]
    [InlineData("otherwise: people", 5, 12)]
    [InlineData("actions: [{ota: latest, action: a}]", 5, 11)]
    [InlineData("actions: [{action: a, success: tempC <}]", 5, 39)]
    public void A_faulty_ladder_is_told_with_its_place(string keys, int line, int column)
    {
        var faults = new List<DocumentFault>();
        Assert.Null(Rules(keys, faults));
        Assert.Equal((line, column), (Assert.Single(faults).Line, faults[0].Column));
    }

    private static CompiledRuleset? Rules(string keys, List<DocumentFault> faults) => CompiledRuleset.Compile(
        [$"ruleId: hot\nproductId: prod-a\ncondition: tempC > 80\nseverity: high\n{keys}"], new(Acting.ProdA), 1, faults);
}
