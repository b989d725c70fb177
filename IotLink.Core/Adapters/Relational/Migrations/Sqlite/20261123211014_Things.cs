using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IotLink.Core.Adapters.Relational.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Things : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "job_executions",
                columns: table => new
                {
                    thing = table.Column<string>(type: "TEXT", nullable: false),
                    job_id = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    details = table.Column<string>(type: "TEXT", nullable: true),
                    queued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    limit_seconds = table.Column<int>(type: "INTEGER", nullable: true),
                    deadline = table.Column<long>(type: "INTEGER", nullable: true),
                    step_deadline = table.Column<long>(type: "INTEGER", nullable: true),
                    times_out_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_job_executions", x => new { x.thing, x.job_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "shadows",
                columns: table => new
                {
                    thing = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    desired = table.Column<string>(type: "TEXT", nullable: true),
                    desired_times = table.Column<string>(type: "TEXT", nullable: true),
                    reported = table.Column<string>(type: "TEXT", nullable: true),
                    reported_times = table.Column<string>(type: "TEXT", nullable: true),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shadows", x => new { x.thing, x.name });
                });

            migrationBuilder.CreateTable(
                name: "thing_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    thing = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    client_token = table.Column<string>(type: "TEXT", nullable: true),
                    by_thing = table.Column<bool>(type: "INTEGER", nullable: false),
                    messages = table.Column<string>(type: "TEXT", nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_thing_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "thing_jobs",
                columns: table => new
                {
                    thing = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_thing_jobs", x => x.thing);
                });

            migrationBuilder.CreateIndex(
                name: "IX_job_executions_job_id",
                table: "job_executions",
                column: "job_id");

            migrationBuilder.CreateIndex(
                name: "IX_job_executions_times_out_at",
                table: "job_executions",
                column: "times_out_at",
                filter: "times_out_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_thing_changes_at",
                table: "thing_changes",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "job_executions");

            migrationBuilder.DropTable(
                name: "shadows");

            migrationBuilder.DropTable(
                name: "thing_changes");

            migrationBuilder.DropTable(
                name: "thing_jobs");
        }
    }
}
