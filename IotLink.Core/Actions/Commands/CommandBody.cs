using System.Text.Json.Nodes;
using IotLink.Core.Actions.Catalogue;

namespace IotLink.Core.Actions.Commands;

/// <summary>What a device hears of a command.</summary>
public static class CommandBody
{
    public static JsonObject Of(DeviceAction action, CommandId id, IReadOnlyDictionary<string, string> values)
    {
        if (action.Transport == ActionTransport.Shadow) return DesiredState.Fill(action, id.Value, values);
        var parameters = new JsonObject();
        foreach (var parameter in action.Parameters) parameters[parameter.Name] = DesiredState.ValueOf(action, parameter.Name, values);
        return parameters;
    }

    /// <summary>The message on <c>control_request</c>: the same id at every attempt, so that a device does it once.</summary>
    public static string RequestOf(Command command) => new JsonObject
    {
        ["commandId"] = command.Id.Value,
        ["command"] = command.Word,
        ["parameters"] = JsonNode.Parse(command.Body),
        ["attempt"] = command.Attempts + 1,
        ["issued_at"] = command.RequestedAt.ToUnixTimeMilliseconds(),
        ["expires_at"] = command.ExpiresAt.ToUnixTimeMilliseconds(),
    }.ToJsonString();
}
