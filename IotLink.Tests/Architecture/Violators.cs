using System.Diagnostics;
using IotLink.Core.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MQTTnet;

namespace IotLink.Tests.Architecture;

// Deliberate violators, one or more for each rule: what a rule cannot catch here it would not catch in the product either.

internal static class DeviceThatKnowsRules
{
    public static Severity Worst() => Severity.Critical;
}

internal static class HandlerThatKnowsHttp
{
    public static Func<HttpContext, Task> Lambda() => async context => await context.Response.WriteAsync("hello");
}

internal static class AccountOutsideTheRelationalStore
{
    public static string? NameOf(object user) => (user as IdentityUser)?.UserName;
}

internal static class PageThatQueriesTheDatabase
{
    public static IEnumerable<int> Count(object context)
    {
        yield return ((DbContext)context).SaveChanges();
    }
}

internal static class RuleThatPublishes
{
    public static Func<IMqttClient, Task> Lambda() => async client => await client.PingAsync();
}

public class ExposedAdapter;

internal static class AlarmThatReadsTheClock
{
    public static Func<Task<DateTimeOffset>> Later() => async () =>
    {
        await Task.Yield();
        return DateTimeOffset.UtcNow;
    };
}

internal static class RuleWithAStopwatch
{
    public static long Start() => Stopwatch.GetTimestamp();
}

internal static class GatewayThatBlocks
{
    public static Func<Task<int>, int> Result() => task => task.Result;

    public static void Wait(Task task) => task.Wait(CancellationToken.None);

    public static async Task<int> Awaiter(Task<int> task)
    {
        await Task.Yield();
        return task.GetAwaiter().GetResult();
    }

    public static IEnumerable<int> Sleep()
    {
        Thread.Sleep(1);
        yield return 1;
    }
}

internal static class GatewayThatAwaits
{
    public static async Task<int> Both(Task<int> one, ValueTask<int> two)
    {
        await Task.Yield();
        return await one + await two.ConfigureAwait(false);
    }
}
