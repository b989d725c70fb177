using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace IotLink.Core.Adapters.Relational.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Actions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "commands",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    device_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    product_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    action_version = table.Column<int>(type: "integer", nullable: false),
                    word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parameters = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    transport = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    why = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    alarm_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    needs_approval = table.Column<bool>(type: "boolean", nullable: false),
                    approved_by_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    approved_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    timeout_ms = table.Column<long>(type: "bigint", nullable: false),
                    retries = table.Column<int>(type: "integer", nullable: false),
                    success = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    verify_ms = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    is_over = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    detail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    token = table.Column<long>(type: "bigint", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    handing_over = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_requests",
                columns: table => new
                {
                    alarm_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    device_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    product_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    severity = table.Column<int>(type: "integer", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tried = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<int>(type: "integer", nullable: false),
                    ticket = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dispatch_requests", x => x.alarm_id);
                });

            migrationBuilder.CreateTable(
                name: "remedy_stops",
                columns: table => new
                {
                    product_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    action_version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remedy_stops", x => new { x.product_id, x.action });
                });

            migrationBuilder.CreateTable(
                name: "repair_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    alarm_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    round = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    remedy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    detail = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_repair_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "repairs",
                columns: table => new
                {
                    alarm_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    device_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    product_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ladder = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    round = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    is_running = table.Column<bool>(type: "boolean", nullable: false),
                    rung = table.Column<int>(type: "integer", nullable: false),
                    command_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    waiting_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_repairs", x => x.alarm_id);
                });

            migrationBuilder.CreateTable(
                name: "command_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    command_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    detail = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_command_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_command_events_commands_command_id",
                        column: x => x.command_id,
                        principalTable: "commands",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_command_events_command_id",
                table: "command_events",
                column: "command_id");

            migrationBuilder.CreateIndex(
                name: "IX_commands_alarm_id",
                table: "commands",
                column: "alarm_id");

            migrationBuilder.CreateIndex(
                name: "IX_commands_device_id_requested_at",
                table: "commands",
                columns: new[] { "device_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "IX_commands_is_over_due_at",
                table: "commands",
                columns: new[] { "is_over", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_commands_product_id_action_requested_at",
                table: "commands",
                columns: new[] { "product_id", "action", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "IX_dispatch_requests_state_severity_requested_at",
                table: "dispatch_requests",
                columns: new[] { "state", "severity", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "IX_repair_events_alarm_id",
                table: "repair_events",
                column: "alarm_id");

            migrationBuilder.CreateIndex(
                name: "IX_repairs_is_running_due_at",
                table: "repairs",
                columns: new[] { "is_running", "due_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "command_events");

            migrationBuilder.DropTable(
                name: "dispatch_requests");

            migrationBuilder.DropTable(
                name: "remedy_stops");

            migrationBuilder.DropTable(
                name: "repair_events");

            migrationBuilder.DropTable(
                name: "repairs");

            migrationBuilder.DropTable(
                name: "commands");
        }
    }
}
